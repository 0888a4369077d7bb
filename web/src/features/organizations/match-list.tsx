import { ScrollArea, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { plural } from '../../ui/format.ts';
import { type Match, scoreWords } from './suggestions.ts';

const SHOWN = 200;

/** What would be linked with what, and why; those least sure first, for they need a look most. */
export function MatchList({ matches }: { matches: readonly Match[] }): ReactNode {
  const sorted = matches.toSorted((a, b) => a.suggestion.score - b.suggestion.score);
  const rest = matches.length - SHOWN;
  return matches.length === 0 ? null : (
    <ScrollArea.Autosize
      mah={320}
      type="auto"
      viewportProps={{ tabIndex: 0, 'aria-label': 'What is linked' }}
    >
      <Table layout="fixed" verticalSpacing={6}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Company</Table.Th>
            <Table.Th>Organization</Table.Th>
            <Table.Th w={70} ta="end">
              Score
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {sorted.slice(0, SHOWN).map(({ company, suggestion }) => (
            <Table.Tr key={company.id}>
              <Table.Td>{company.name}</Table.Td>
              <Table.Td>
                {suggestion.name}
                <Text size="xs" c="dimmed">
                  {suggestion.reason}
                </Text>
              </Table.Td>
              <Table.Td ta="end">{scoreWords(suggestion.score)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {rest > 0 ? (
        <Text size="xs" c="dimmed" p={6}>
          and {plural(rest, 'surer one', 'surer ones')}
        </Text>
      ) : null}
    </ScrollArea.Autosize>
  );
}
