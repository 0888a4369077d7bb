import { Skeleton, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorState } from '../../ui/error-state.tsx';
import classes from '../billing/mapping-dialog/mapping-dialog.module.css';
import { RulePreviewWords } from './rule-preview.tsx';
import type { TrialPreview } from './use-trial-preview.ts';

/** What the rule would do, as it is typed. */
export function PreviewPanel({
  preview: { query, isStale },
  isIncomplete,
}: {
  preview: TrialPreview;
  isIncomplete: boolean;
}): ReactNode {
  return (
    <section
      className={classes.preview}
      aria-label="What this rule does"
      aria-busy={isStale}
      aria-live="polite"
    >
      <Text size="sm" fw={600}>
        If you save it
      </Text>
      {isIncomplete ? (
        <Text size="sm" c="dimmed">
          Say what the rule is for and what its lines are compared with, and what it does appears here.
        </Text>
      ) : query.error !== null ? (
        <ErrorState error={query.error} retry={() => void query.refetch()} title="No preview" />
      ) : query.data === undefined ? (
        <Skeleton height={60} />
      ) : (
        <div className={classes.arithmetic} data-stale={isStale || undefined}>
          <RulePreviewWords preview={query.data} />
        </div>
      )}
    </section>
  );
}
