import { Group, Loader, Table, Text } from '@mantine/core';
import { Check, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { errorText } from '../../../api/api-error.ts';
import type { FileProfile, UploadCheck } from '../../../api/types.ts';
import { formatQuantity, plural } from '../../../ui/format.ts';
import classes from './file-upload.module.css';
import { checkWords } from './words.ts';

type CheckResultProps = {
  kind: FileProfile['kind'];
  check: UploadCheck | undefined;
  error: Error | null;
  isChecking: boolean;
  /** Whether the integration holds an earlier file. */
  hasBefore: boolean;
};

/** What importing the file would come to: how much, and what cannot be read, by row. */
export function CheckResult({ kind, check, error, isChecking, hasBefore }: CheckResultProps): ReactNode {
  if (error !== null) {
    return (
      <div className={classes.note} data-tone="bad" role="alert">
        <Text size="sm">{errorText(error)}</Text>
      </div>
    );
  }
  if (check === undefined) {
    return <Loader size="sm" aria-label="Reading the file" />;
  }
  return (
    <>
      <Group gap="xs" role="status">
        {check.errorCount === 0 ? <Check size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
        <Text size="sm" fw={550}>
          {checkWords(kind, check)}
        </Text>
        {isChecking ? <Loader size={14} aria-label="Reading the file again" /> : null}
      </Group>
      {hasBefore ? <Changes changes={check.changes} /> : null}
      <Errors check={check} />
      <Warnings check={check} />
    </>
  );
}

/** What a file lacks no longer counts, so it is said by name. */
function Changes({ changes }: Pick<UploadCheck, 'changes'>): ReactNode {
  const { added, removed, removedNames } = changes;
  const words = `Against the file before: ${formatQuantity(added)} more, ${formatQuantity(removed)} gone`;
  const rest = removed - removedNames.length;
  return removed === 0 ? (
    <Text size="sm">{words}</Text>
  ) : (
    <details className={classes.note} data-tone="under">
      <summary>{words}</summary>
      <Text size="sm" mt={4}>
        Gone: {removedNames.join(', ')}
        {rest > 0 ? ` and ${plural(rest, 'more', 'more')}` : ''}
      </Text>
    </details>
  );
}

function Errors({ check }: { check: UploadCheck }): ReactNode {
  if (check.errorCount === 0) {
    return null;
  }
  const doubt = check.companiesInDoubt;
  return (
    <div className={classes.note} data-tone="bad">
      <Text size="sm" fw={550}>
        {plural(check.errorCount, 'error')}: mend the file, or import without these rows.
      </Text>
      {doubt.length === 0 ? null : (
        <Text size="sm">
          Without them the counts of {new Intl.ListFormat('en').format(shorten(doubt))} read as unknown, and
          their earlier data stay.
        </Text>
      )}
      <Problems problems={check.errors} total={check.errorCount} label="Rows that cannot be read" />
    </div>
  );
}

function Warnings({ check }: { check: UploadCheck }): ReactNode {
  return check.warningCount === 0 ? null : (
    <details className={classes.note} data-tone="under">
      <summary>{plural(check.warningCount, 'note')} on rows that are read</summary>
      <Problems problems={check.warnings} total={check.warningCount} label="Rows that are read with a note" />
    </details>
  );
}

type ProblemsProps = { problems: UploadCheck['errors']; total: number; label: string };

function Problems({ problems, total, label }: ProblemsProps): ReactNode {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
    <section className={classes.scroll} aria-label={label} tabIndex={0}>
      <Table verticalSpacing={3} fz="xs">
        <Table.Thead>
          <Table.Tr>
            <Table.Th>Row</Table.Th>
            <Table.Th>Column</Table.Th>
            <Table.Th>What is wrong</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {problems.map(({ row, column, message }) => (
            <Table.Tr key={`${row} ${column} ${message}`}>
              <Table.Td>{row}</Table.Td>
              <Table.Td>{column ?? 'the row'}</Table.Td>
              <Table.Td className={classes.message}>{message}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {total > problems.length ? (
        <Text size="xs" c="dimmed" p="xs">
          and {plural(total - problems.length, 'more', 'more')}
        </Text>
      ) : null}
    </section>
  );
}

const NAMED_MAX = 5;

function shorten(names: readonly string[]): string[] {
  const rest = names.length - NAMED_MAX;
  return rest > 0 ? [...names.slice(0, NAMED_MAX), plural(rest, 'other')] : [...names];
}
