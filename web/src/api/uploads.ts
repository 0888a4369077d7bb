import { api } from './client.ts';
import type { FileProfile, Upload, UploadCheck } from './types.ts';

/** Parts of a profile that a person has chosen; the server guesses the others anew. */
export type UploadChoices = Partial<
  Pick<FileProfile, 'kind' | 'encoding' | 'delimiter' | 'sheet' | 'headerRow'>
>;

/** Sends a file and answers what it looks like; nothing is taken over yet. */
export const sendUpload = (integrationId: string, file: File): Promise<Upload> =>
  api.upload(`/api/v1/integrations/${integrationId}/uploads`, { fileName: file.name }, file);

export const readUpload = (id: string, choices: UploadChoices): Promise<Upload> =>
  api.get(`/api/v1/uploads/${id}`, choices);

/** A dry run. */
export const checkUpload = (id: string, profile: FileProfile, signal: AbortSignal): Promise<UploadCheck> =>
  api.post(`/api/v1/uploads/${id}/check`, { profile }, signal);

export const importUpload = (
  id: string,
  profile: FileProfile,
  leaveOutErrors: boolean,
): Promise<{ syncRunId: string }> => api.post(`/api/v1/uploads/${id}/import`, { profile, leaveOutErrors });
