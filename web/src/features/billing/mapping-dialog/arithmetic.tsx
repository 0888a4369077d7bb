import { Group } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Result } from '../../../api/types.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { ResultBadge } from '../../../ui/status-badge.tsx';
import { capitalize } from '../lines/capitalize.ts';
import { badgeWords } from '../reconciliation/result-words.ts';
import { arithmeticParts } from './arithmetic-words.ts';
import classes from './mapping-dialog.module.css';

/** Counted against billed, and what the difference is worth a month. An unknown count says why, never 0. */
export function Arithmetic({ result, isStale }: { result: Result; isStale: boolean }): ReactNode {
  const [sum, ...consequences] = result.status === 'unknown' ? [] : arithmeticParts(result.explanation);
  return (
    <div
      className={classes.arithmetic}
      data-status={result.status}
      data-stale={isStale || undefined}
      aria-live="polite"
    >
      <Group justify="space-between" align="flex-start" wrap="nowrap" gap="sm">
        <p className={classes.sum}>
          {sum === undefined ? <Unknown result={result} /> : <Outcome {...sum} />}
        </p>
        <ResultBadge status={result.status} words={badgeWords(result)} />
      </Group>
      {consequences.map((part) => (
        <p key={part.working} className={classes.consequence}>
          <Outcome {...part} />
        </p>
      ))}
      {sum === undefined ? (
        <p className={classes.consequence}>{capitalize(result.reasonText ?? result.explanation)}</p>
      ) : null}
    </div>
  );
}

function Outcome({ working, outcome }: { working: string; outcome: string | null }): ReactNode {
  return outcome === null ? (
    working
  ) : (
    <>
      {working} = <strong>{outcome}</strong>
    </>
  );
}

function Unknown({ result }: { result: Result }): ReactNode {
  return result.status === 'unknown'
    ? `— counted, ${formatQuantity(result.billedUnits)} billed`
    : `${formatQuantity(result.billedUnits)} billed`;
}
