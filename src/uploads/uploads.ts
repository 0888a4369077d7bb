import { type Connector, VendorError } from '../connectors/connector.ts';
import type { FileCheck, FileChoices, FileInspection, FileProfile, FileReader } from '../connectors/file.ts';
import type { Database, Queryable } from '../database/connect.ts';
import { getIntegration, type Integration } from '../database/queries/integrations.ts';
import {
  getFileProfile,
  getUpload,
  type HeldRecord,
  insertUpload,
  listHeldRecords,
  type Upload,
  type UploadContent,
} from '../database/queries/uploads.ts';
import { createId } from '../ids.ts';
import { notFound, Problem } from '../problem.ts';

export type UploadContext = { db: Database; connectors: ReadonlyMap<string, Connector> };

/** An upload and what it looks like. `isSavedProfile`: it would be read as the file before. */
export type InspectedUpload = Upload & { inspection: FileInspection; isSavedProfile: boolean };

const NAME_LENGTH_MAX = 200;

/**
 * Keeps a file for an integration and looks at it; nothing is taken over yet.
 * @throws Problem not-found; refused where the integration reads no files, or the file is no table.
 */
export async function storeUpload(
  { db, connectors }: UploadContext,
  workspaceId: string,
  integrationId: string,
  { fileName, content }: { fileName: string; content: Uint8Array },
): Promise<InspectedUpload> {
  const integration = await requireIntegration(db.pool, workspaceId, integrationId);
  const reader = requireReader(connectors, integration);
  const upload = { id: createId('upl'), integrationId, fileName: toShownName(fileName), content };
  await inspect(db.pool, workspaceId, reader, upload, {});
  await db.transaction((client) => insertUpload(client, workspaceId, upload));
  return inspectUpload({ db, connectors }, workspaceId, upload.id, {});
}

/** The name without folders and control characters; it is only shown. */
function toShownName(fileName: string): string {
  const name = fileName.split(/[\\/]/).at(-1) ?? '';
  return (
    name
      .replaceAll(/\p{Cc}/gu, '')
      .trim()
      .slice(-NAME_LENGTH_MAX) || 'file'
  );
}

/**
 * What a file looks like, read with some choices of a person.
 * @throws Problem not-found; refused where it is no table when read so.
 */
export async function inspectUpload(
  { db, connectors }: UploadContext,
  workspaceId: string,
  uploadId: string,
  choices: FileChoices,
): Promise<InspectedUpload> {
  const { upload, reader } = await openUpload({ db, connectors }, workspaceId, uploadId);
  const { inspection, saved } = await inspect(db.pool, workspaceId, reader, upload, choices);
  const { content: _, ...rest } = upload;
  return { ...rest, inspection, isSavedProfile: saved !== null && inspection.profile.kind === saved.kind };
}

async function inspect(
  db: Queryable,
  workspaceId: string,
  reader: FileReader,
  {
    integrationId,
    fileName,
    content,
  }: Pick<UploadContent, 'integrationId' | 'fileName'> & { content: Uint8Array },
  choices: FileChoices,
): Promise<{ inspection: FileInspection; saved: FileProfile | null }> {
  const saved = (await getFileProfile(db, workspaceId, integrationId)) as FileProfile | null;
  const file = { name: fileName, bytes: content };
  return { inspection: await refusing(reader.inspect(file, saved, choices)), saved };
}

/** A dry run: what is in the file, and how it differs from what the integration holds. */
export type CheckedUpload = FileCheck & {
  /** `removedNames`: the first of those that would go, with their company. */
  changes: { added: number; removed: number; removedNames: string[] };
};

const REMOVED_SHOWN = 20;

/**
 * What taking the file over by a profile would come to. Nothing is written.
 * @throws Problem not-found; refused where the file cannot be read by the profile.
 */
export async function checkUpload(
  context: UploadContext,
  workspaceId: string,
  uploadId: string,
  profile: FileProfile,
): Promise<CheckedUpload> {
  const { upload, integration, reader } = await openUpload(context, workspaceId, uploadId);
  const seen = new Set<string>();
  const inDoubt = new Set<string>();
  const watch = {
    record: (id: string) => void seen.add(id),
    companyInDoubt: (id: string) => void inDoubt.add(id),
  };
  const check = await refusing(
    reader.check({ name: upload.fileName, bytes: upload.content, profile }, watch),
  );
  const held = await listHeldRecords(context.db.pool, workspaceId, integration.id, profile.kind);
  return { ...check, changes: compare(held, seen, inDoubt) };
}

/** As the merge will: what belongs to a company in doubt stays. */
function compare(
  held: readonly HeldRecord[],
  seen: ReadonlySet<string>,
  inDoubt: ReadonlySet<string>,
): CheckedUpload['changes'] {
  const removed = held.filter(
    ({ externalId, companyExternalId }) => !seen.has(externalId) && !inDoubt.has(companyExternalId),
  );
  const kept = held.filter(({ externalId }) => seen.has(externalId)).length;
  const removedNames = removed
    .slice(0, REMOVED_SHOWN)
    .map(({ name, companyExternalId }) => `${name} (${companyExternalId})`);
  return { added: seen.size - kept, removed: removed.length, removedNames };
}

export type OpenedUpload = { upload: UploadContent; integration: Integration; reader: FileReader };

/** @throws Problem not-found. */
export async function openUpload(
  { db, connectors }: UploadContext,
  workspaceId: string,
  uploadId: string,
): Promise<OpenedUpload> {
  const upload = await getUpload(db.pool, workspaceId, uploadId);
  if (upload === null) {
    throw notFound('an upload');
  }
  const integration = await requireIntegration(db.pool, workspaceId, upload.integrationId);
  return { upload, integration, reader: requireReader(connectors, integration) };
}

async function requireIntegration(db: Queryable, workspaceId: string, id: string): Promise<Integration> {
  const integration = await getIntegration(db, workspaceId, id);
  if (integration === null) {
    throw notFound('an integration');
  }
  return integration;
}

function requireReader(
  connectors: ReadonlyMap<string, Connector>,
  { vendor, name }: Integration,
): FileReader {
  const reader = connectors.get(vendor)?.files;
  if (reader === undefined) {
    throw new Problem('refused', `${name} is read from its vendor, not from files. Sync it instead.`);
  }
  return reader;
}

/** A file that cannot be read is refused in the words of its reader. */
async function refusing<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof VendorError ? new Problem('refused', error.message) : error;
  }
}
