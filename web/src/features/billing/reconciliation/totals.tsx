import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { hasCompared } from '../../../api/compared.ts';
import type { Money } from '../../../api/types.ts';
import { formatMoneys } from '../../../ui/format.ts';
import type { ShownSummary } from '../api/results.ts';
import { CheckedBar } from './checked-bar.tsx';
import classes from './reconciliation.module.css';

type TotalsProps = { summary: ShownSummary | undefined };

/** The two numbers, never netted, and how much of the billing they come from. */
export function Totals({ summary }: TotalsProps): ReactNode {
  if (summary === undefined) {
    return <Skeleton height={52} aria-hidden />;
  }
  const known = (moneys: readonly Money[]) => (hasCompared(summary) ? moneys : null);
  return (
    <div className={classes.totals} data-of-before={summary.isOfBefore || undefined}>
      <Total label="Under-billed" direction="under" moneys={known(summary.underBilled)} />
      <Total label="Over-billed" direction="over" moneys={known(summary.overBilled)} />
      <CheckedBar summary={summary} />
    </div>
  );
}

type TotalProps = {
  label: string;
  direction: 'under' | 'over';
  /** null: nothing was compared. */
  moneys: readonly Money[] | null;
};

function Total({ label, direction, moneys }: TotalProps): ReactNode {
  return (
    <dl className={classes.total} data-direction={direction} style={{ margin: 0 }}>
      <dt>{label}</dt>
      <dd>
        {moneys === null ? (
          <small>—</small>
        ) : (
          <>
            <span>{formatMoneys(moneys)}</span>
            <small>a month</small>
          </>
        )}
      </dd>
    </dl>
  );
}
