import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Money, Summary } from '../../../api/types.ts';
import { formatMoney, formatMoneys } from '../../../ui/format.ts';
import { CheckedBar } from './checked-bar.tsx';
import classes from './reconciliation.module.css';

type TotalsProps = { summary: Summary | undefined; currency: string };

/** The two numbers, never netted, and how much of the billing they come from. */
export function Totals({ summary, currency }: TotalsProps): ReactNode {
  if (summary === undefined) {
    return <Skeleton height={52} aria-hidden />;
  }
  return (
    <div className={classes.totals}>
      <Total label="Under-billed" direction="under" moneys={summary.underBilled} currency={currency} />
      <Total label="Over-billed" direction="over" moneys={summary.overBilled} currency={currency} />
      <CheckedBar summary={summary} />
    </div>
  );
}

type TotalProps = { label: string; direction: 'under' | 'over'; moneys: readonly Money[]; currency: string };

function Total({ label, direction, moneys, currency }: TotalProps): ReactNode {
  const words = moneys.length === 0 ? formatMoney({ amount: '0', currency }) : formatMoneys(moneys);
  return (
    <dl className={classes.total} data-direction={direction} style={{ margin: 0 }}>
      <dt>{label}</dt>
      <dd>
        <span>{words}</span>
        <small>a month</small>
      </dd>
    </dl>
  );
}
