import type { FileCheck, FileDelivery, FileProfile } from '../connectors/file.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { getStoredCredentials, type Integration } from '../database/queries/integrations.ts';
import { insertSyncRun } from '../database/queries/sync-runs.ts';
import { isTakenOver, takeOverUpload } from '../database/queries/uploads.ts';
import { createId } from '../ids.ts';
import type { Jobs } from '../jobs.ts';
import { notFound, Problem } from '../problem.ts';
import { checkUpload, openUpload, type UploadContext } from './uploads.ts';

/** How many rows a refusal names. */
const ERRORS_NAMED = 50;

export type TakeOverRequest = {
  profile: FileProfile;
  /** A person knows that some rows cannot be read: their companies' counts become unknown. */
  leaveOutErrors: boolean;
};

/**
 * Has a sync take a file over in place of the one before, and keeps the profile for the next file.
 * @returns the id of the sync run.
 * @throws Problem not-found; refused where rows cannot be read, or the file tells less than lines are compared with;
 * conflict where a sync is under way or the file has been taken over already.
 */
export async function takeOver(
  context: UploadContext & { jobs: Jobs },
  workspaceId: string,
  actor: Actor,
  uploadId: string,
  { profile, leaveOutErrors }: TakeOverRequest,
): Promise<string> {
  const { upload, integration, reader } = await openUpload(context, workspaceId, uploadId);
  const delivers = reader.delivery(profile);
  refuseTellingLess(integration, delivers);
  refuseErrors(await checkUpload(context, workspaceId, uploadId, profile), leaveOutErrors);
  const { db, jobs } = context;
  const integrationId = integration.id;
  const syncRunId = createId('sync');
  await jobs.recover(workspaceId);
  await db.transaction(async (client) => {
    if ((await getStoredCredentials(client, workspaceId, integrationId, { forUpdate: true })) === null) {
      throw notFound('an integration');
    }
    if (await isTakenOver(client, workspaceId, uploadId)) {
      throw new Problem(
        'conflict',
        'This file has been taken over already. Upload it again to read it otherwise.',
      );
    }
    if (!(await insertSyncRun(client, { workspaceId, syncRunId, integrationId }))) {
      throw new Problem('conflict', 'A sync is under way already. Wait for it, or cancel it.');
    }
    await takeOverUpload(client, workspaceId, { uploadId, integrationId, syncRunId, profile, delivers });
    await jobs.enqueueSync(client, { workspaceId, syncRunId });
    const after = { syncRunId, fileName: upload.fileName, profile };
    await recordAudit(client, workspaceId, actor, [
      { action: 'upload.import', subjectKind: 'integration', subjectId: integrationId, after },
    ]);
  });
  jobs.wake();
  return syncRunId;
}

/** Lines may be compared with what earlier files told; what this one does not tell would count as 0. */
function refuseTellingLess(
  { name, delivers: before, lastGoodSyncAt }: Integration,
  after: FileDelivery,
): void {
  if (before === null || lastGoodSyncAt === null) {
    return;
  }
  if (before.capabilities.some((kind) => !after.capabilities.includes(kind as never))) {
    const kinds = before.capabilities.join(', ');
    throw new Problem(
      'refused',
      `${name} holds ${kinds}. Add another integration for a file of another kind.`,
    );
  }
  if (before.deviceCategories.length > after.deviceCategories.length) {
    throw new Problem(
      'refused',
      `Earlier files of ${name} told the category of each device. Choose its column.`,
    );
  }
  if (before.knowsLastSeen === true && !after.knowsLastSeen) {
    throw new Problem(
      'refused',
      `Earlier files of ${name} told when each device was last seen. Choose its column.`,
    );
  }
  if (before.knowsAssignedSeats && !after.knowsAssignedSeats) {
    throw new Problem('refused', `Earlier files of ${name} told the seats in use. Choose their column.`);
  }
}

function refuseErrors({ errors, errorCount, records }: FileCheck, leaveOutErrors: boolean): void {
  if (errorCount === 0 || (leaveOutErrors && records > 0)) {
    return;
  }
  const [first] = errors;
  const example =
    first === undefined
      ? ''
      : ` Row ${first.row}${first.column === null ? '' : `, ${first.column}`}: ${first.message}.`;
  const what =
    records === 0
      ? 'No row can be read.'
      : `${errorCount} ${errorCount === 1 ? 'cell or row' : 'cells or rows'} cannot be read.`;
  throw new Problem(
    'refused',
    `${what}${example} Mend the file${records === 0 ? '' : ', or leave such rows out'}.`,
    errors.slice(0, ERRORS_NAMED).map(({ row, column, message }) => ({
      path: column === null ? `rows.${row}` : `rows.${row}.${column}`,
      message,
    })),
  );
}
