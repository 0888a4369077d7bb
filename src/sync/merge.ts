import type { PoolClient } from 'pg';
import type { UnreadKind } from '../connectors/connector.ts';
import { deleteKeptRecords, supersedeHeldRuns } from '../database/queries/held-syncs.ts';
import { lockForMerge, markSynced, markTrouble } from '../database/queries/integration-trust.ts';
import {
  applyChanges,
  type Change,
  type ChangeCount,
  countChanges,
  countStored,
  findChanges,
  listAgedOrganizations,
  listFailedCompanies,
  listTouchedOrganizations,
  planForBulk,
} from '../database/queries/merge.ts';
import { keepReplaced, stampMerge } from '../database/queries/record-history.ts';
import { lockRuns } from '../database/queries/runs.ts';
import { keepStaged } from '../database/queries/staging.ts';
import { type RejectedSample, type SyncRunRef, writeFindings } from '../database/queries/sync-runs.ts';
import { linkNewCompanies } from '../organizations/auto-link.ts';
import { SyncCancelled } from './cancelled.ts';
import { holdReason } from './hold.ts';
import type { Kind } from './kinds.ts';

/** What is staged, and for which run. */
export type MergeInput = SyncRunRef & {
  integrationId: string;
  startedAt: Date;
  /** Without unread ones. */
  kinds: readonly Kind[];
  unread: readonly UnreadKind[];
  /** A person released it: it is merged however much it removes. */
  isReleased: boolean;
  rejected: number;
  rejectedSamples: RejectedSample[];
};

/** `organizationIds`: whose results may have changed; null: everyone's. */
export type MergeOutcome =
  | { status: 'merged'; organizationIds: string[] | null }
  | { status: 'held'; reason: string };

/**
 * Replaces what an integration knows by what is staged in the session; call it inside one transaction, so that readers
 * see the old state or the new one. A suspicious loss is kept aside instead, and nothing of the old data changes.
 * @throws SyncCancelled where the integration has been removed meanwhile.
 */
export async function mergeStaged(client: PoolClient, input: MergeInput): Promise<MergeOutcome> {
  const { workspaceId, integrationId, kinds } = input;
  const state = await lockForMerge(client, workspaceId, integrationId);
  if (state === null || state.isRemoved) {
    throw new SyncCancelled('The integration was removed.');
  }
  await planForBulk(client);
  await findChanges(client, input, kinds);
  const changes = await countChanges(client);
  await noteFindings(client, input, changes);
  await supersedeHeldRuns(client, input, input.syncRunId);
  const reason = input.isReleased ? null : await holdReason(changes, (kind) => countOf(client, input, kind));
  if (reason !== null) {
    await keepStaged(client, input, kinds);
    await markTrouble(client, workspaceId, integrationId, 'sync_held');
    return { status: 'held', reason };
  }
  if (!state.isFirst) {
    await keepReplaced(client, input, kinds.filter(isCounted));
  }
  await applyChanges(client, input, kinds, changes);
  const linked = await linkNewCompanies(client, workspaceId, integrationId, {
    isDefaultPsa: state.isDefaultPsa,
  });
  const touched = await listTouchedOrganizations(client, input);
  const aged =
    state.lastGoodSyncAt === null
      ? []
      : await listAgedOrganizations(client, input, state.lastGoodSyncAt, input.startedAt);
  await deleteKeptRecords(client, input);
  await markSynced(client, workspaceId, integrationId, input);
  // Runs wait from here to the commit, so that each of them is wholly before or wholly after what this sync brought.
  await lockRuns(client, workspaceId);
  await stampMerge(client, input);
  return {
    status: 'merged',
    organizationIds:
      state.isTrusted && isSameUnread(state.unread, input.unread)
        ? [...new Set([...touched, ...linked, ...aged])]
        : null,
  };
}

/** Whether the same counts are unknown as before; otherwise everyone's results may have changed. */
function isSameUnread(before: readonly UnreadKind[], now: readonly UnreadKind[]): boolean {
  const kindsIn = (unread: readonly UnreadKind[]) =>
    unread
      .map(({ capability }) => capability)
      .sort()
      .join();
  return kindsIn(before) === kindsIn(now);
}

function isCounted({ capability }: Kind): boolean {
  return capability !== null && capability !== 'agreements';
}

async function countOf(client: PoolClient, input: MergeInput, name: string): Promise<number> {
  const kind = input.kinds.find(({ kind }) => kind === name);
  return kind === undefined ? 0 : countStored(client, input, kind);
}

async function noteFindings(
  client: PoolClient,
  input: MergeInput,
  changes: readonly ChangeCount[],
): Promise<void> {
  const sumOf = (change: Change) =>
    changes.filter((one) => one.change === change).reduce((sum, { count }) => sum + count, 0);
  await writeFindings(client, input, {
    added: sumOf('added'),
    changed: sumOf('changed'),
    removed: sumOf('removed'),
    rejected: input.rejected,
    rejectedSamples: input.rejectedSamples,
    failedCompanies: await listFailedCompanies(client, input),
    unread: input.unread,
  });
}
