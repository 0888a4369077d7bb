import { Skeleton, Stack, Text } from '@mantine/core';
import type { UseQueryResult } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { Preview, Result } from '../../../api/types.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { plural } from '../../../ui/format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { useEvidence } from '../api/mapping.ts';
import { Arithmetic } from './arithmetic.tsx';
import { EvidenceList } from './evidence-list.tsx';
import { Finding } from './finding.tsx';
import classes from './mapping-dialog.module.css';

type PreviewPanelProps = {
  lineItemId: string;
  preview: UseQueryResult<Preview>;
  /** As the last run stored it. */
  stored: Result | undefined;
  /** The form is what is stored. */
  isSaved: boolean;
  /** What is shown belongs to an earlier form. */
  isStale: boolean;
  /** The form does not say enough to count. */
  isIncomplete: boolean;
};

/** What the mapping gives, as it is typed: the arithmetic, and the records behind the count. */
export function PreviewPanel({
  lineItemId,
  preview,
  stored,
  isSaved,
  isStale,
  isIncomplete,
}: PreviewPanelProps): ReactNode {
  const { data, error, refetch } = preview;
  const pages = useEvidence(lineItemId, isSaved && !isStale, data?.evidence);
  return (
    <section className={classes.preview} aria-label="What this mapping gives" aria-busy={isStale}>
      {isIncomplete ? (
        <Text size="sm" c="dimmed">
          Choose what to compare with, and the count appears here.
        </Text>
      ) : error !== null ? (
        <ErrorState error={error} retry={() => void refetch()} title="No preview" />
      ) : data === undefined ? (
        <LoadingPreview />
      ) : (
        <>
          <Arithmetic result={data} isStale={isStale} />
          <ResultContext result={data} />
          {stored === undefined ? null : <Finding result={stored} />}
          {hasRecords(data) ? (
            <EvidenceList pages={pages} lineItemId={lineItemId} isSaved={isSaved && !isStale} />
          ) : null}
        </>
      )}
    </section>
  );
}

/** A line compared with nothing has none; of an unknown count there may be old ones. */
function hasRecords({ evidence, ...result }: Preview): boolean {
  const isEmpty = evidence.countedTotal + evidence.leftOutTotal === 0;
  return result.integrationId !== null && !(result.status === 'unknown' && isEmpty);
}

/** What else one must know to read the result: shared counts, and how old both sides are. */
export function ResultContext({ result }: { result: Result }): ReactNode {
  const { sharedWith, asOf } = result;
  return (
    <Text size="xs" c="dimmed" component="div">
      {sharedWith.length === 0
        ? null
        : `Shares one count with ${plural(sharedWith.length, 'other line')} of this product; the records below are the whole count. `}
      Agreements as of <RelativeTime at={asOf.psa} />
      {result.integrationId === null ? null : (
        <>
          , source as of <RelativeTime at={asOf.source} never="never" />
        </>
      )}
    </Text>
  );
}

function LoadingPreview(): ReactNode {
  return (
    <Stack aria-hidden>
      <Skeleton height={68} />
      <Skeleton height={18} width="50%" />
      <Skeleton height={200} />
    </Stack>
  );
}
