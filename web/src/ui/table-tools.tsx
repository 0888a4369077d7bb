import { ActionIcon, Button, Checkbox, Group, Loader, Popover, Stack } from '@mantine/core';
import { Columns3, Download, Minus, Plus } from 'lucide-react';
import { type ReactNode, useRef, useState } from 'react';
import { csvColumns, csvFile, saveFile } from './csv.ts';
import { type ColumnView, type DataTableColumn, shownColumns, withinWidths } from './data-table-column.ts';
import { formatQuantity } from './format.ts';
import { notifyError } from './notify.tsx';

const STEP_PX = 24;
/** Where a column without a width of its own begins, pixels. */
const FIRST_WIDTH_PX = 200;

export type TableToolsProps<Row> = {
  columns: readonly DataTableColumn<Row>[];
  view: ColumnView;
  /** The name of the file, without its ending, and every row of the view, page by page. */
  file?: { name: string; pages: (signal: AbortSignal) => AsyncIterable<readonly Row[]> };
};

/** What can be done with a table as a whole: choose and size its columns, save what it shows. */
export function TableTools<Row>({ columns, view, file }: TableToolsProps<Row>): ReactNode {
  return (
    <Group gap={2} wrap="nowrap" ms="auto">
      <Popover position="bottom-end" trapFocus shadow="md" returnFocus>
        <Popover.Target>
          <ActionIcon variant="subtle" color="gray" size={32} aria-label="Columns" title="Columns">
            <Columns3 size={16} aria-hidden />
          </ActionIcon>
        </Popover.Target>
        <Popover.Dropdown aria-label="Columns">
          <ColumnList columns={columns} view={view} />
        </Popover.Dropdown>
      </Popover>
      {file === undefined ? null : <SaveCsv columns={shownColumns(columns, view, 'files')} file={file} />}
    </Group>
  );
}

function ColumnList<Row>({ columns, view }: Pick<TableToolsProps<Row>, 'columns' | 'view'>): ReactNode {
  const { hidden, widths, change } = view;
  const listed = columns.filter(({ isOnlyInFiles }) => isOnlyInFiles !== true);
  const shown = listed.filter(({ id }) => !hidden.includes(id));
  const toggle = (id: string, isShown: boolean): void =>
    change({ hidden: isShown ? hidden.filter((one) => one !== id) : [...hidden, id], widths });
  return (
    <Stack gap={6}>
      {listed.map((column) => (
        <Group key={column.id} justify="space-between" gap="lg" wrap="nowrap">
          <Checkbox
            size="xs"
            label={column.header}
            checked={!hidden.includes(column.id)}
            // A table without columns could not be told from one without rows.
            disabled={shown.length === 1 && shown[0]?.id === column.id}
            onChange={(event) => toggle(column.id, event.currentTarget.checked)}
          />
          <WidthButtons column={column} view={view} />
        </Group>
      ))}
      <Button
        variant="subtle"
        disabled={hidden.length === 0 && Object.keys(widths).length === 0}
        onClick={() => change({ hidden: [], widths: {} })}
      >
        Show all as they were
      </Button>
    </Stack>
  );
}

type WidthProps<Row> = { column: DataTableColumn<Row>; view: ColumnView };

function WidthButtons<Row>({ column: { id, header, width }, view }: WidthProps<Row>): ReactNode {
  const { hidden, widths, change } = view;
  const by = (pixels: number): void => {
    const next = withinWidths((widths[id] ?? width ?? FIRST_WIDTH_PX) + pixels);
    change({ hidden, widths: { ...widths, [id]: next } });
  };
  return (
    <Group gap={2} wrap="nowrap">
      <ActionIcon variant="subtle" aria-label={`${header} narrower`} onClick={() => by(-STEP_PX)}>
        <Minus size={14} aria-hidden />
      </ActionIcon>
      <ActionIcon variant="subtle" aria-label={`${header} wider`} onClick={() => by(STEP_PX)}>
        <Plus size={14} aria-hidden />
      </ActionIcon>
    </Group>
  );
}

type SaveProps<Row> = Pick<TableToolsProps<Row>, 'columns'> & {
  file: NonNullable<TableToolsProps<Row>['file']>;
};

/** Saves every row of the view, not only those that are loaded; a second click stops it. */
function SaveCsv<Row>({ columns, file: { name, pages } }: SaveProps<Row>): ReactNode {
  const [written, setWritten] = useState<number | null>(null);
  const stopping = useRef<AbortController | null>(null);
  const save = async (): Promise<void> => {
    stopping.current = new AbortController();
    const { signal } = stopping.current;
    setWritten(0);
    try {
      saveFile(await csvFile(csvColumns(columns), pages(signal), setWritten), `${name}.csv`);
    } catch (error) {
      if (!signal.aborted) {
        notifyError(error, 'The file was not saved');
      }
    } finally {
      setWritten(null);
    }
  };
  return written === null ? (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={32}
      aria-label="Save as CSV"
      title="Save as CSV"
      onClick={() => void save()}
    >
      <Download size={16} aria-hidden />
    </ActionIcon>
  ) : (
    <Button variant="subtle" leftSection={<Loader size={14} />} onClick={() => stopping.current?.abort()}>
      {formatQuantity(written)} rows: stop
    </Button>
  );
}
