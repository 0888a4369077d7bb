import type { PoolClient } from 'pg';
import type { Metric, RecordOf } from '../../domain/inventory.ts';
import type { Queryable } from '../connect.ts';
import type { MergeTarget } from './merge.ts';
import { listRecords, selectRecords, TABLES, withTimes } from './records.ts';
import type { StagedTable } from './staging.ts';
import type { SyncRunRef } from './sync-runs.ts';

/** Steps in these alone are no change worth keeping: agents report in all day. */
const LAST_SEEN = 'last_seen_at';
/** A longer silence may have made a device stale: then its return is worth keeping. */
const SILENCE = "interval '1 day'";

/**
 * Keeps the rows that the staged changes are about to replace. To be called before they are applied.
 * @param tables of records that are counted
 */
export async function keepReplaced(
  client: PoolClient,
  { workspaceId, integrationId, syncRunId }: MergeTarget & SyncRunRef,
  tables: readonly StagedTable[],
): Promise<void> {
  for (const table of tables) {
    await client.query(keepSql(table), [workspaceId, integrationId, syncRunId, table.kind]);
  }
}

function keepSql({ table, columns }: StagedTable): string {
  const told = columns.filter((column) => column !== LAST_SEEN);
  const row = (alias: string) => `ROW(${told.map((column) => `${alias}.${column}`).join(', ')})`;
  const returned = columns.includes(LAST_SEEN)
    ? `OR (t.${LAST_SEEN} IS NULL) <> (s.${LAST_SEEN} IS NULL) OR s.${LAST_SEEN} - t.${LAST_SEEN} > ${SILENCE}`
    : '';
  return `
    INSERT INTO record_history (workspace_id, integration_id, sync_run_id, kind, external_id, company_before, company_after, record)
    SELECT $1, $2, $3, $4, c.external_id, c.company_before, c.company_after,
      CASE WHEN t.external_id IS NOT NULL THEN to_jsonb(t) END
    FROM staged_change c
    LEFT JOIN ${table} t ON t.workspace_id = $1 AND t.integration_id = $2 AND t.external_id = c.external_id
    LEFT JOIN staged_${table} s ON s.external_id = c.external_id
    WHERE c.kind = $4 AND (c.change <> 'changed' OR ${row('t')} IS DISTINCT FROM ${row('s')} ${returned})`;
}

/** Says from when on the changes of a sync are in use. */
export async function stampMerge(client: PoolClient, { workspaceId, syncRunId }: SyncRunRef): Promise<void> {
  await client.query(
    'UPDATE sync_run SET merged_at = clock_timestamp() WHERE workspace_id = $1 AND id = $2',
    [workspaceId, syncRunId],
  );
}

/** Some companies' records of one metric at an integration. */
export type RecordScope = {
  workspaceId: string;
  integrationId: string;
  metric: Metric;
  companyExternalIds: readonly string[];
};

/** When records of a scope changed, latest first. @param until null: up to now */
export async function listChangeTimes(
  db: Queryable,
  { workspaceId, integrationId, metric, companyExternalIds }: RecordScope,
  until: Date | null,
  limit: number,
): Promise<Date[]> {
  const { rows } = await db.query<{ at: Date }>(
    `SELECT merged_at AS at FROM sync_run
     WHERE workspace_id = $1 AND merged_at IS NOT NULL AND ($6::timestamptz IS NULL OR merged_at <= $6) AND id IN (
       SELECT sync_run_id FROM record_history
       WHERE workspace_id = $1 AND integration_id = $2 AND kind = $3 AND company_before = ANY ($4)
       UNION SELECT sync_run_id FROM record_history
       WHERE workspace_id = $1 AND integration_id = $2 AND kind = $3 AND company_after = ANY ($4))
     ORDER BY merged_at DESC LIMIT $5`,
    [workspaceId, integrationId, metric, companyExternalIds, limit, until],
  );
  return rows.map(({ at }) => at);
}

/** The records of a scope as they were at a time: the present ones, and what was replaced since put back. */
export async function listRecordsAt(
  db: Queryable,
  scope: RecordScope,
  at: Date,
): Promise<RecordOf[Metric][]> {
  const { workspaceId, integrationId, metric, companyExternalIds } = scope;
  const present = await listRecords(db, workspaceId, integrationId, metric, companyExternalIds);
  const { rows } = await db.query<{ external_id: string; record: object | null }>(
    `SELECT DISTINCT ON (h.external_id) h.external_id, h.record
     FROM record_history h JOIN sync_run s ON s.workspace_id = h.workspace_id AND s.id = h.sync_run_id
     WHERE h.workspace_id = $1 AND h.integration_id = $2 AND h.kind = $3 AND s.merged_at > $5 AND h.external_id IN (
       SELECT external_id FROM record_history
       WHERE workspace_id = $1 AND integration_id = $2 AND kind = $3 AND company_before = ANY ($4)
       UNION SELECT external_id FROM record_history
       WHERE workspace_id = $1 AND integration_id = $2 AND kind = $3 AND company_after = ANY ($4))
     ORDER BY h.external_id, s.merged_at`,
    [workspaceId, integrationId, metric, companyExternalIds, at],
  );
  const replaced = new Set(rows.map(({ external_id }) => external_id));
  const before = rows.flatMap(({ record }) => record ?? []);
  const { rows: putBack } = await db.query<RecordOf[Metric]>(
    `${selectRecords(metric)} FROM jsonb_populate_recordset(NULL::${TABLES[metric]}, $1)
     WHERE company_external_id = ANY ($2)`,
    [JSON.stringify(before), companyExternalIds],
  );
  return [...present.filter(({ externalId }) => !replaced.has(externalId)), ...putBack.map(withTimes)];
}
