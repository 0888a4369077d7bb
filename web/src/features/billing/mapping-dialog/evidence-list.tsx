import { Group, SegmentedControl, Skeleton, Text, TextInput } from '@mantine/core';
import { Search } from 'lucide-react';
import { type ReactNode, useEffect, useMemo, useState } from 'react';
import { formatQuantity } from '../../../ui/format.ts';
import type { EvidencePages } from '../api/mapping.ts';
import { changesWords, EvidenceChanges } from './evidence-changes.tsx';
import { EvidenceRecords } from './evidence-records.tsx';
import { searchRecords } from './evidence-search.ts';

type Side = 'counted' | 'leftOut' | 'changes';

type EvidenceListProps = {
  pages: EvidencePages;
  lineItemId: string;
  /** The stored mapping is shown: its count may be looked at over more time. */
  isSaved: boolean;
};

/** The records behind a count: those that count, those left out with the reason, and what changed. */
export function EvidenceList({ pages, lineItemId, isSaved }: EvidenceListProps): ReactNode {
  const [side, setSide] = useState<Side>('counted');
  const [text, setText] = useState('');
  const { evidence, loadMore, isLoadingMore } = pages;
  const records = side === 'changes' ? undefined : evidence?.[side];
  const found = useMemo(() => searchRecords(records ?? [], text), [records, text]);
  const total =
    side === 'changes'
      ? 0
      : side === 'counted'
        ? (evidence?.countedTotal ?? 0)
        : (evidence?.leftOutTotal ?? 0);
  const loaded = records?.length ?? 0;
  // A search looks through every record, and those left out come after all that count.
  const isWanted = loaded < total && (text !== '' || loaded === 0);
  useEffect(() => {
    if (isWanted && !isLoadingMore) {
      loadMore?.();
    }
  }, [isWanted, isLoadingMore, loadMore]);
  if (evidence === undefined) {
    return <Skeleton height={200} />;
  }
  return (
    <div>
      <Group justify="space-between" gap="xs" mb={6}>
        <SegmentedControl
          size="xs"
          aria-label="Which records"
          data={[
            { value: 'counted', label: `Counted ${formatQuantity(evidence.countedTotal)}` },
            { value: 'leftOut', label: `Left out ${formatQuantity(evidence.leftOutTotal)}` },
            { value: 'changes', label: changesWords(evidence.changes) },
          ]}
          value={side}
          onChange={(value) => setSide(value as Side)}
        />
        <TextInput
          type="search"
          aria-label="Search records"
          placeholder="Search"
          size="xs"
          w={150}
          leftSection={<Search size={12} aria-hidden />}
          value={text}
          onChange={(event) => setText(event.currentTarget.value)}
        />
      </Group>
      {side === 'changes' ? (
        <EvidenceChanges lineItemId={lineItemId} latest={evidence.changes} isSaved={isSaved} text={text} />
      ) : found.length === 0 && !isLoadingMore ? (
        <Text size="sm" c="dimmed" py="sm">
          {emptyWords(side, total, text)}
        </Text>
      ) : (
        <EvidenceRecords key={side} records={found} onEnd={loadMore} />
      )}
      {side !== 'changes' && loaded < total && loadMore === undefined ? (
        <Text size="xs" c="dimmed" pt={6}>
          {formatQuantity(loaded)} of {formatQuantity(total)} are shown. Save the mapping to see them all.
        </Text>
      ) : null}
    </div>
  );
}

function emptyWords(side: 'counted' | 'leftOut', total: number, text: string): string {
  if (text !== '' && total > 0) {
    return 'No record contains this text.';
  }
  return side === 'counted' ? 'Nothing counts with this filter.' : 'Nothing is left out.';
}
