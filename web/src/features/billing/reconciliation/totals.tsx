import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { hasCompared } from '../../../api/compared.ts';
import type { Money } from '../../../api/types.ts';
import { formatMoney, formatMoneys } from '../../../ui/format.ts';
import type { ShownSummary } from '../api/results.ts';
import { CheckedBar } from './checked-bar.tsx';
import classes from './reconciliation.module.css';

const UNKNOWN = '—';

type TotalsProps = { summary: ShownSummary | undefined; currency: string };

/** The two numbers, never netted, and how much of the billing they come from. */
export function Totals({ summary, currency }: TotalsProps): ReactNode {
  if (summary === undefined) {
    return <Skeleton height={52} aria-hidden />;
  }
  const nothing = formatMoney({ amount: '0', currency });
  const wordsOf = (moneys: readonly Money[]): string =>
    !hasCompared(summary) ? UNKNOWN : moneys.length === 0 ? nothing : formatMoneys(moneys);
  return (
    <div className={classes.totals} data-of-before={summary.isOfBefore || undefined}>
      <Total label="Under-billed" direction="under" words={wordsOf(summary.underBilled)} />
      <Total label="Over-billed" direction="over" words={wordsOf(summary.overBilled)} />
      <CheckedBar summary={summary} />
    </div>
  );
}

type TotalProps = { label: string; direction: 'under' | 'over'; words: string };

function Total({ label, direction, words }: TotalProps): ReactNode {
  return (
    <dl className={classes.total} data-direction={direction} style={{ margin: 0 }}>
      <dt>{label}</dt>
      <dd>{words === UNKNOWN ? <small>{UNKNOWN}</small> : <Amount words={words} />}</dd>
    </dl>
  );
}

function Amount({ words }: { words: string }): ReactNode {
  return (
    <>
      <span>{words}</span>
      <small>a month</small>
    </>
  );
}
