import { Table, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { FileProfile, Upload } from '../../../api/types.ts';
import classes from './file-upload.module.css';
import { meaningOf } from './profile.ts';

/** The first rows as they stand in the file, under what their columns are read as. */
export function FilePreview({ upload, profile }: { upload: Upload; profile: FileProfile }): ReactNode {
  const columns = upload.columns.map(({ name }) => ({ name, meaning: meaningOf(name, upload, profile) }));
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label="First rows of the file" tabIndex={0}>
      <Table withRowBorders verticalSpacing={3} fz="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Row</Table.Th>
            {columns.map(({ name, meaning }) => (
              <Table.Th key={name}>
                {name}
                <Text component="div" size="xs" c={meaning === null ? 'dimmed' : 'accent'}>
                  {meaning ?? 'not read'}
                </Text>
              </Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {upload.rows.map(({ row, cells }) => (
            <Table.Tr key={row}>
              <Table.Td className="t-muted">{row}</Table.Td>
              {columns.map(({ name, meaning }, index) => (
                <Table.Td key={name} className={meaning === null ? classes.unread : undefined}>
                  {cells[index]}
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </section>
  );
}
