import { Modal, Skeleton, Stack, Text } from '@mantine/core';
import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { LineItem } from '../../../api/types.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { useResultOfRun } from '../api/findings.ts';
import { lineItemQuery } from '../api/line-items.ts';
import { useEvidenceOfRun } from '../api/mapping.ts';
import { Arithmetic } from '../mapping-dialog/arithmetic.tsx';
import { EvidenceList } from '../mapping-dialog/evidence-list.tsx';
import { ResultContext } from '../mapping-dialog/preview-panel.tsx';
import { useBillingSearch } from '../use-billing-search.ts';

/** What a past run said of the line that the URL names, with the records it counted. */
export function PastResultDialog(): ReactNode {
  const { search, change } = useBillingSearch();
  const isNarrow = useMediaQuery('(max-width: 60em)');
  const { line: lineItemId, runId } = search;
  const {
    data: line,
    error,
    refetch,
  } = useQuery({
    ...lineItemQuery(lineItemId ?? ''),
    enabled: lineItemId !== undefined && runId !== undefined,
  });
  return lineItemId === undefined || runId === undefined ? null : (
    <Modal
      opened
      onClose={() => change({ line: undefined })}
      size="lg"
      fullScreen={isNarrow}
      title={line === undefined ? 'Line item' : <Title line={line} />}
    >
      {error !== null ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : line === undefined ? (
        <Skeleton height={280} />
      ) : (
        <PastResult line={line} runId={runId} />
      )}
    </Modal>
  );
}

function Title({ line }: { line: LineItem }): ReactNode {
  return (
    <>
      <Text fw={620}>{line.productName}</Text>
      <Text size="sm" c="dimmed">
        {line.organizationName ?? 'Not linked to an organization'} · {line.agreementName}
      </Text>
    </>
  );
}

function PastResult({ line, runId }: { line: LineItem; runId: string }): ReactNode {
  const { data: result } = useResultOfRun(line, runId);
  const { pages, error, refetch } = useEvidenceOfRun(line.id, runId);
  return (
    <Stack gap="sm">
      {result === undefined ? null : (
        <>
          <Arithmetic result={result} isStale={false} />
          <ResultContext result={result} />
        </>
      )}
      {error === null ? (
        <EvidenceList pages={pages} lineItemId={line.id} isSaved={false} />
      ) : (
        <ErrorState error={error} retry={refetch} title="No records to show" />
      )}
    </Stack>
  );
}
