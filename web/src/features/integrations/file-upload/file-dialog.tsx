import { Button, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import type { Integration, Vendor } from '../../../api/types.ts';
import { confirm } from '../../../ui/confirm.tsx';
import { FormError } from '../../../ui/form-error.tsx';
import { notifyDone } from '../../../ui/notify.tsx';
import { CheckResult } from './check-result.tsx';
import { ChooseFile } from './choose-file.tsx';
import { ColumnFields } from './column-fields.tsx';
import { DropZone } from './drop-zone.tsx';
import { FilePreview } from './file-preview.tsx';
import { nameOfFile } from './profile.ts';
import { KindChoice, ReadingOptions } from './reading-options.tsx';
import { type FileUpload, useFileUpload } from './use-file-upload.ts';
import { recordWords } from './words.ts';

type FileDialogProps = { vendor: Vendor; integration: Integration | null; close: () => void };

/** Takes a file in place of a vendor: a first one, or a newer one for an integration that has one. */
export function FileDialog({ vendor, integration, close }: FileDialogProps): ReactNode {
  const [name, setName] = useState('');
  const upload = useFileUpload(vendor, integration, name, () => {
    notifyDone('The file is being imported.');
    close();
  });
  const leave = async (): Promise<void> => {
    const question = {
      title: 'Leave without importing?',
      text: 'Nothing of the file has been taken over.',
      confirm: 'Leave',
    };
    if (upload.upload === null || (await confirm(question))) {
      await upload.dropDraft();
      close();
    }
  };
  return (
    <Modal
      opened
      onClose={() => void leave()}
      title={integration === null ? `Add ${vendor.name}` : `Upload a newer file for ${integration.name}`}
      size={upload.upload === null ? 'md' : 'xl'}
    >
      <Stack gap="md">
        {integration === null ? (
          <TextInput
            label="Name"
            description="How it is called here; by default as the file"
            placeholder={nameOfFile(upload.upload?.fileName ?? '')}
            value={name}
            maxLength={200}
            onChange={(event) => setName(event.currentTarget.value)}
          />
        ) : null}
        <FormError error={upload.error} />
        {upload.upload === null ? <DropZone isBusy={upload.isSending} onFile={upload.send} /> : null}
        <Reading upload={upload} isFixed={(integration?.lastGoodSyncAt ?? null) !== null} />
        <Group justify="flex-end" gap="xs">
          <Button onClick={() => void leave()}>Cancel</Button>
          <ImportButton upload={upload} />
        </Group>
      </Stack>
    </Modal>
  );
}

/** How the file is read and what comes of it. */
function Reading({ upload: state, isFixed }: { upload: FileUpload; isFixed: boolean }): ReactNode {
  const { upload, profile, setProfile, look, check, send, isSending } = state;
  if (upload === null || profile === null) {
    return null;
  }
  const props = { upload, profile, setProfile, look };
  return (
    <>
      <Group justify="space-between" gap="xs">
        <Text size="sm">
          <strong>{upload.fileName}</strong>
          {upload.isSavedProfile ? ', read as the file before' : ', columns guessed: please check them'}
        </Text>
        <ChooseFile size="compact-sm" loading={isSending} onFile={send}>
          Choose another file
        </ChooseFile>
      </Group>
      {upload.missingColumns.length > 0 ? (
        <FormError
          error={upload.missingColumns}
          text={`The file before had columns that this one has not: ${upload.missingColumns.join(', ')}.`}
        />
      ) : null}
      <KindChoice {...props} isFixed={isFixed} />
      <ColumnFields {...props} />
      <FilePreview upload={upload} profile={profile} />
      <ReadingOptions {...props} />
      <CheckResult
        kind={profile.kind}
        check={check.data}
        error={check.error}
        isChecking={check.isFetching || isSending}
        hasBefore={isFixed}
      />
    </>
  );
}

function ImportButton({ upload: { profile, check, take, isTaking } }: { upload: FileUpload }): ReactNode {
  const { data } = check;
  const isReady = data !== undefined && check.error === null && !check.isPlaceholderData && data.records > 0;
  const errors = data?.errorCount ?? 0;
  const words =
    profile === null || data === undefined
      ? 'Import'
      : `Import ${recordWords(profile.kind, data.records)}${errors > 0 ? ', leave the rest out' : ''}`;
  return (
    <Button
      variant="filled"
      color={errors > 0 ? 'red' : 'accent'}
      disabled={!isReady}
      loading={isTaking}
      onClick={() => take({ leaveOutErrors: errors > 0 })}
    >
      {words}
    </Button>
  );
}
