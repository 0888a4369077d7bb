import { SegmentedControl, Skeleton, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Evidence, EvidenceRecord } from '../../../api/types.ts';
import { lastDayOfPreviousMonth } from '../../../ui/days.ts';
import { ErrorState } from '../../../ui/error-state.tsx';
import { formatDay, formatExact, formatQuantity } from '../../../ui/format.ts';
import { useChangesSince } from '../api/mapping.ts';
import { EvidenceRecords } from './evidence-records.tsx';
import { searchRecords } from './evidence-search.ts';

type Changes = Evidence['changes'];

type EvidenceChangesProps = {
  lineItemId: string;
  /** Since the run before the count last changed. */
  latest: Changes;
  isSaved: boolean;
  /** Searched for. */
  text: string;
};

/** "Changed +2 −1": how many records came and went. */
export function changesWords(changes: Changes): string {
  if (changes === null) {
    return 'Changed';
  }
  const { added, removed } = changes;
  return `Changed +${formatQuantity(added.length)} −${formatQuantity(removed.length)}`;
}

/** What a count gained and lost by name, since it last changed or since the month before. */
export function EvidenceChanges({ lineItemId, latest, isSaved, text }: EvidenceChangesProps): ReactNode {
  const [sinceMonth, setSinceMonth] = useState(false);
  const day = lastDayOfPreviousMonth(new Date());
  const month = useChangesSince(lineItemId, sinceMonth && isSaved ? day : null);
  const changes = sinceMonth && isSaved ? month.data : latest;
  return (
    <div>
      {isSaved ? (
        <SegmentedControl
          size="xs"
          mb={6}
          aria-label="Since when"
          data={[
            { value: 'latest', label: 'The last change' },
            { value: 'month', label: `Since ${formatDay(day)}` },
          ]}
          value={sinceMonth ? 'month' : 'latest'}
          onChange={(value) => setSinceMonth(value === 'month')}
        />
      ) : null}
      {sinceMonth && month.error !== null ? (
        <ErrorState error={month.error} retry={() => void month.refetch()} title="No changes to show" />
      ) : changes === undefined ? (
        <Skeleton height={120} />
      ) : (
        <ChangedRecords changes={changes} text={text} />
      )}
    </div>
  );
}

function ChangedRecords({ changes, text }: { changes: Changes; text: string }): ReactNode {
  if (changes === null) {
    return (
      <Text size="sm" c="dimmed" py="sm">
        Nothing is known of these records at an earlier time.
      </Text>
    );
  }
  const records = searchRecords([...signed(changes.added, '+'), ...signed(changes.removed, '−')], text);
  return (
    <>
      {records.length === 0 ? (
        <Text size="sm" c="dimmed" py="sm">
          {text === '' ? 'Nothing came and nothing went.' : 'No record contains this text.'}
        </Text>
      ) : (
        <EvidenceRecords records={records} onEnd={undefined} />
      )}
      <Text size="xs" c="dimmed" pt={6}>
        Compared with the run of {formatExact(changes.since.at)}.
      </Text>
    </>
  );
}

function signed(records: readonly EvidenceRecord[], sign: '+' | '−'): EvidenceRecord[] {
  return records.map((record) => ({ ...record, id: `${sign}${record.id}`, name: `${sign} ${record.name}` }));
}
