import { Stack, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AuditEntry } from '../../api/types.ts';
import { formatExact } from '../../ui/format.ts';
import { SUBJECT_WORDS } from './activity-words.ts';
import { changesOf } from './change-words.ts';
import { useNameOf } from './use-name-of.ts';

/** One entry of the log: who, to what, when, and each field before and after. */
export function EntryDetails({ entry }: { entry: AuditEntry }): ReactNode {
  const { actor, subject, at } = entry;
  const changes = changesOf(entry, useNameOf(entry));
  return (
    <Stack gap="sm">
      <Text size="sm">
        {SUBJECT_WORDS[subject.kind] ?? subject.kind} <strong>{subject.name ?? subject.id}</strong>, by{' '}
        {actor.name}, {formatExact(at)}
      </Text>
      {changes.length === 0 ? (
        <Text size="sm" c="dimmed">
          It changed no field.
        </Text>
      ) : (
        <Table aria-label="What changed" layout="fixed">
          <Table.Thead>
            <Table.Tr>
              <Table.Th>Field</Table.Th>
              <Table.Th>Before</Table.Th>
              <Table.Th>After</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {changes.map(({ field, before, after }) => (
              <Table.Tr key={field}>
                <Table.Th scope="row">{field}</Table.Th>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{before}</Table.Td>
                <Table.Td style={{ overflowWrap: 'anywhere' }}>{after}</Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      )}
    </Stack>
  );
}
