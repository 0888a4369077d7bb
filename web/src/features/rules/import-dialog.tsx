import { Button, Group, List, Modal, Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { ApiError, errorText } from '../../api/api-error.ts';
import { plural } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { notifyDone } from '../../ui/notify.tsx';
import { useImportPreview, useImportRules } from './api.ts';
import { RulePreviewWords } from './rule-preview.tsx';
import { importWords, rowErrorWords } from './rule-words.ts';

const ERRORS_SHOWN = 20;

type ImportDialogProps = { file: { name: string; content: unknown }; close: () => void };

/** What a file of rules would do, or what is wrong with which of its rules; and doing it. */
export function ImportDialog({ file, close }: ImportDialogProps): ReactNode {
  const { data, error } = useImportPreview(file);
  const take = useImportRules();
  const isIdle = data !== undefined && data.created + data.changed === 0;
  const run = (): void =>
    take.mutate(file.content, {
      onSuccess: ({ created, changed }) => {
        close();
        notifyDone(`Imported ${plural(created + changed, 'rule')} from ${file.name}.`);
      },
    });
  return (
    <Modal opened onClose={close} title={`Import ${file.name}`} size={560}>
      <Stack>
        {data === undefined && error === null ? (
          <Skeleton height={64} role="status" aria-label="Reading the file" />
        ) : null}
        {data === undefined ? null : <Text size="sm">{importWords(data)}</Text>}
        {data?.preview == null || isIdle ? null : <RulePreviewWords preview={data.preview} />}
        <Refusal error={take.error ?? error} content={file.content} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={close}>{isIdle ? 'Close' : 'Cancel'}</Button>
          {isIdle ? null : (
            <Button variant="filled" disabled={data === undefined} loading={take.isPending} onClick={run}>
              Import
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  );
}

function Refusal({ error, content }: { error: Error | null; content: unknown }): ReactNode {
  if (error === null) {
    return null;
  }
  const parts = error instanceof ApiError ? error.errors : [];
  const rest = parts.length - ERRORS_SHOWN;
  return (
    <Notice tone="bad" role="alert" title="This file cannot be imported">
      {parts.length === 0 ? (
        <Text size="sm">{errorText(error)}</Text>
      ) : (
        <>
          <Text size="sm">Nothing was changed. Mend the file and choose it again.</Text>
          <List size="sm" mt={6}>
            {parts.slice(0, ERRORS_SHOWN).map((part) => (
              <List.Item key={`${part.path} ${part.message}`}>{rowErrorWords(part, content)}</List.Item>
            ))}
          </List>
          {rest > 0 ? <Text size="sm">and {plural(rest, 'more', 'more')}</Text> : null}
        </>
      )}
    </Notice>
  );
}
