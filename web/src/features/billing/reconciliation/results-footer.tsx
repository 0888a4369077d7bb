import type { ReactNode } from 'react';
import type { Summary } from '../../../api/types.ts';
import { formatMoneys, formatQuantity, plural } from '../../../ui/format.ts';
import type { ShownSummary } from '../api/results.ts';
import { capitalize } from '../lines/capitalize.ts';
import classes from './reconciliation.module.css';

type ResultsFooterProps = { shown: ShownSummary | undefined; mapped: number | undefined };

/** The totals of exactly the rows shown; stays in sight while they scroll. */
export function ResultsFooter({ shown, mapped }: ResultsFooterProps): ReactNode {
  return (
    <div className={classes.footer} data-of-before={shown?.isOfBefore || undefined}>
      <span>
        {shown === undefined ? '' : plural(linesOf(shown), 'line')}
        {mapped === undefined ? '' : ` of ${formatQuantity(mapped)} mapped`}
      </span>
      <span>{shown === undefined ? '' : moneyWords(shown)}</span>
    </div>
  );
}

export function linesOf({ byStatus }: Summary): number {
  return Object.values(byStatus).reduce((sum, lines) => sum + lines, 0);
}

/** Only what the rows shown add up to: of matched and of unknown lines there is nothing to say. */
function moneyWords({ byStatus, underBilled, overBilled }: Summary): string {
  const parts = [
    ...((byStatus.under_billed ?? 0) === 0 ? [] : [`under-billed ${formatMoneys(underBilled)}`]),
    ...((byStatus.over_billed ?? 0) === 0 ? [] : [`over-billed ${formatMoneys(overBilled)}`]),
  ];
  const words = parts.join(' · ');
  return words === '' ? '' : `${capitalize(words)} a month`;
}
