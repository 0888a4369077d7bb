import { Group, Kbd, Modal, Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { GoTarget } from './use-page-keys.ts';

const TABLE_KEYS: readonly [string, string][] = [
  ['Ctrl K', 'Find a page, a client, a sync'],
  ['/', 'Search'],
  ['j', 'Next row'],
  ['k', 'Previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Select the row'],
  ['i', 'Ignore the row'],
  ['z', 'Undo what was just done'],
  ['Esc', 'Close a dialog'],
  ['?', 'This list'],
];

/** Every key of the page, in a dialog. */
export function KeysHelp({ close, targets }: { close: () => void; targets: readonly GoTarget[] }): ReactNode {
  const goKeys = targets.map(({ key, label }): [string, string] => [`g ${key}`, `Go to ${label}`]);
  return (
    <Modal opened onClose={close} title="Keys" size="sm">
      <Table withRowBorders={false} verticalSpacing={4}>
        <Table.Tbody>
          {[...TABLE_KEYS, ...goKeys].map(([keys, words]) => (
            <Table.Tr key={keys}>
              <Table.Td w={96}>
                <Group gap={4} wrap="nowrap">
                  {keys.split(' ').map((key) => (
                    <Kbd key={key}>{key}</Kbd>
                  ))}
                </Group>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{words}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Modal>
  );
}
