import { keepPreviousData, type UseQueryResult, useMutation, useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { createIntegration, removeIntegration, updateIntegration } from '../../../api/integrations.ts';
import { useChange } from '../../../api/mutation.ts';
import type { FileProfile, Integration, Upload, UploadCheck, Vendor } from '../../../api/types.ts';
import {
  checkUpload,
  importUpload,
  readUpload,
  sendUpload,
  type UploadChoices,
} from '../../../api/uploads.ts';
import { nameOfFile } from './profile.ts';

export type FileUpload = {
  /** What was sent, as it is read now; null: nothing yet. */
  upload: Upload | null;
  profile: FileProfile | null;
  setProfile: (profile: FileProfile) => void;
  send: (file: File) => void;
  /** Reads the file otherwise; what is not chosen is guessed anew. */
  look: (choices: UploadChoices) => void;
  check: UseQueryResult<UploadCheck>;
  take: (options: { leaveOutErrors: boolean }) => void;
  isSending: boolean;
  isTaking: boolean;
  error: Error | null;
  /** Takes back an integration that was made only for a file nobody imported. */
  dropDraft: () => Promise<void>;
};

/**
 * The way of one file: sent, looked at, tried, taken over. A file belongs to an integration, so the first one of a new
 * integration creates it; leaving without importing removes it again.
 * @param name of a new integration; empty: after the file.
 */
export function useFileUpload(
  vendor: Vendor,
  integration: Integration | null,
  name: string,
  onTaken: () => void,
): FileUpload {
  const draft = useRef(integration);
  const [upload, setUpload] = useState<Upload | null>(null);
  const [profile, setProfile] = useState<FileProfile | null>(null);
  const show = (read: Upload): void => {
    setUpload(read);
    setProfile(read.profile);
  };
  const drop = useChange(removeIntegration);
  const send = useChange(
    async (file: File) => {
      draft.current ??= await createIntegration({
        vendor: vendor.id,
        name: name.trim() === '' ? nameOfFile(file.name) : name.trim(),
        credentials: {},
      });
      return sendUpload(draft.current.id, file);
    },
    { showsError: true, onSuccess: show },
  );
  const look = useMutation({
    mutationFn: (choices: UploadChoices) => readUpload(upload?.id ?? '', choices),
    meta: { showsError: true },
    onSuccess: show,
  });
  const take = useChange(
    async ({ leaveOutErrors }: { leaveOutErrors: boolean }) => {
      if (upload !== null && profile !== null) {
        await rename(draft.current, name);
        await importUpload(upload.id, profile, leaveOutErrors);
      }
    },
    { showsError: true, onSuccess: onTaken },
  );
  return {
    upload,
    profile,
    setProfile,
    send: (file) => send.mutate(file),
    look: (choices) => look.mutate(choices),
    check: useCheck(upload, profile),
    take: (options) => take.mutate(options),
    isSending: send.isPending || look.isPending,
    isTaking: take.isPending,
    error: send.error ?? look.error ?? take.error,
    dropDraft: async () => {
      if (integration === null && draft.current !== null) {
        await drop.mutateAsync(draft.current.id);
      }
    },
  };
}

async function rename(draft: Integration | null, name: string): Promise<void> {
  if (draft !== null && name.trim() !== '' && name.trim() !== draft.name) {
    await updateIntegration(draft.id, { name: name.trim() });
  }
}

/** The dry run of what is chosen now; the previous one stays in sight while it is made. */
function useCheck(upload: Upload | null, profile: FileProfile | null): UseQueryResult<UploadCheck> {
  return useQuery({
    queryKey: ['/api/v1/uploads', upload?.id, 'check', profile],
    queryFn: ({ signal }) => {
      if (upload === null || profile === null) {
        throw new Error('There is no file yet.');
      }
      return checkUpload(upload.id, profile, signal);
    },
    enabled: upload !== null,
    placeholderData: keepPreviousData,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
}
