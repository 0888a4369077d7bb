import type { PoolClient } from 'pg';
import type { Batch, FailedCompany, RejectedRecord, UnreadKind } from '../connectors/connector.ts';
import { copyRows, type StagedRow, stageFailedCompanies } from '../database/queries/staging.ts';
import type { Progress } from '../database/queries/sync-runs.ts';
import { createId } from '../ids.ts';
import type { Kind } from './kinds.ts';

/** How many rejected records a run shows. */
export const SAMPLES_MAX = 20;
/** Rows of one kind that are gathered before they are copied; memory holds no more than this of each. */
const CHUNK_ROWS = 2000;

/** What came with the records. */
export type Staged = {
  rejected: number;
  rejectedSamples: RejectedRecord[];
  failedCompanies: FailedCompany[];
  unread: UnreadKind[];
};

/**
 * Copies everything a vendor lists into the session's staging tables.
 * @param batches stops with the error of the vendor, or of whoever cancelled.
 */
export async function stageBatches(
  client: PoolClient,
  kinds: readonly Kind[],
  batches: AsyncIterable<Batch>,
  onProgress: (progress: Progress) => void,
): Promise<Staged> {
  const staged: Staged = { rejected: 0, rejectedSamples: [], failedCompanies: [], unread: [] };
  const pending = new Map<Kind, StagedRow[]>(kinds.map((kind) => [kind, []]));
  let seq = 0;
  for await (const batch of batches) {
    for (const [kind, rows] of pending) {
      for (const { externalId, values } of kind.rowsOf(batch)) {
        seq += 1;
        rows.push({
          seq,
          id: kind.hasOwnId ? createId(kind.idPrefix) : null,
          external_id: externalId,
          values,
        });
      }
      await copyChunks(client, kind, rows, CHUNK_ROWS);
    }
    note(staged, batch);
    onProgress({ phase: batch.phase, done: batch.done, total: batch.total });
  }
  for (const [kind, rows] of pending) {
    await copyChunks(client, kind, rows, 1);
  }
  await stageFailedCompanies(client, staged.failedCompanies);
  return staged;
}

/** Copies and forgets the rows, once there are at least `rowsMin`. */
async function copyChunks(client: PoolClient, kind: Kind, rows: StagedRow[], rowsMin: number): Promise<void> {
  while (rows.length >= rowsMin) {
    await copyRows(client, kind, rows.splice(0, CHUNK_ROWS));
  }
}

function note(staged: Staged, batch: Batch): void {
  const rejected = batch.rejected ?? [];
  staged.rejected += rejected.length;
  staged.rejectedSamples.push(...rejected.slice(0, SAMPLES_MAX - staged.rejectedSamples.length));
  staged.failedCompanies.push(...(batch.failedCompanies ?? []));
  staged.unread.push(...(batch.unread ?? []));
}
