import type { PoolClient } from 'pg';
import { copyIn } from '../copy-in.ts';
import type { CopyValue } from '../copy-text.ts';

/**
 * One kind of record that a sync replaces: which table holds it and how. What a sync reads is staged in temporary
 * tables of one session, so that a sync that dies leaves nothing behind.
 */
export type StagedTable = {
  /** In words that people know: `devices`, `lineItems`. */
  kind: string;
  table: string;
  /** Besides external_id. */
  columns: readonly string[];
  /** Whether rows carry an id of ours that other tables refer to. */
  hasOwnId: boolean;
  /** What becomes of rows that are no longer listed: deleted, or marked with is_gone. */
  absent: 'delete' | 'mark';
  /** How a row finds its company: it is one, it names one, or its agreement names one. */
  company: 'self' | 'column' | 'agreement';
};

/** A row to stage; `seq` counts up over a whole sync, so that the last of two rows with one id wins. */
export type StagedRow = { seq: number; id: string | null; external_id: string; values: readonly CopyValue[] };

/** Creates the session's empty staging tables. */
export async function createStaging(client: PoolClient, tables: readonly StagedTable[]): Promise<void> {
  await client.query(`
    CREATE TEMP TABLE staged_failed_company (external_id text PRIMARY KEY, message text NOT NULL);
    CREATE TEMP TABLE staged_change (
      kind text NOT NULL, external_id text NOT NULL, change text NOT NULL, company_before text, company_after text
    )`);
  for (const { table, columns, hasOwnId, company } of tables) {
    const id = hasOwnId ? 'id, ' : '';
    await client.query(`
      CREATE TEMP TABLE staged_${table} AS SELECT ${id}external_id, ${columns.join(', ')} FROM ${table} WITH NO DATA;
      ALTER TABLE staged_${table} ADD COLUMN seq bigint NOT NULL`);
    if (company !== 'column') {
      await client.query(`CREATE INDEX ON staged_${table} (external_id)`);
    }
  }
}

/** Adds rows to a staging table. */
export async function copyRows(
  client: PoolClient,
  { table, columns, hasOwnId }: StagedTable,
  rows: readonly StagedRow[],
): Promise<void> {
  const names = ['seq', ...(hasOwnId ? ['id'] : []), 'external_id', ...columns];
  const values = rows.map((row) => [row.seq, ...(hasOwnId ? [row.id] : []), row.external_id, ...row.values]);
  await copyIn(client, `staged_${table} (${names.join(', ')})`, values);
}

/** Notes companies that could not be read; the last message of one wins. */
export async function stageFailedCompanies(
  client: PoolClient,
  failed: readonly { companyExternalId: string; message: string }[],
): Promise<void> {
  await client.query(
    `INSERT INTO staged_failed_company SELECT "companyExternalId", message
     FROM jsonb_to_recordset($1) AS f ("companyExternalId" text, message text)
     ON CONFLICT (external_id) DO UPDATE SET message = EXCLUDED.message`,
    [JSON.stringify(failed)],
  );
}

/** Keeps only the last staged row of each id, and only lines of the agreement's last copy. */
export async function dropSuperseded(client: PoolClient, tables: readonly StagedTable[]): Promise<void> {
  for (const { table } of tables) {
    await client.query(
      `DELETE FROM staged_${table} s USING (
         SELECT external_id, max(seq) AS seq FROM staged_${table} GROUP BY external_id HAVING count(*) > 1
       ) last WHERE s.external_id = last.external_id AND s.seq < last.seq`,
    );
  }
}

export type Orphans = { kind: string; count: number; sample: string };

/**
 * Takes records of companies that the vendor did not list out of the staging tables, and with them those of companies
 * that could not be read, whose stored rows stay as they are.
 * @returns the former, by kind.
 */
export async function dropOrphans(client: PoolClient, tables: readonly StagedTable[]): Promise<Orphans[]> {
  const found: Orphans[] = [];
  for (const { kind, table } of tables.filter(({ company }) => company === 'column')) {
    await client.query(
      `DELETE FROM staged_${table} WHERE company_external_id IN (SELECT external_id FROM staged_failed_company)`,
    );
    const { rows } = await client.query<{ count: number; sample: string | null }>(
      `WITH orphan AS (
         DELETE FROM staged_${table} s
         WHERE NOT EXISTS (SELECT FROM staged_company c WHERE c.external_id = s.company_external_id) RETURNING s.*
       )
       SELECT count(*)::int AS count, (SELECT to_jsonb(o)::text FROM orphan o ORDER BY seq LIMIT 1) AS sample FROM orphan`,
    );
    const [{ count, sample } = { count: 0, sample: null }] = rows;
    if (count > 0) {
      found.push({ kind, count, sample: (sample ?? '').slice(0, 300) });
    }
  }
  await dropLinesWithoutAgreement(client, tables);
  return found;
}

/** Lines come after their agreement, so a line before its agreement's last copy belongs to an earlier copy. */
async function dropLinesWithoutAgreement(client: PoolClient, tables: readonly StagedTable[]): Promise<void> {
  for (const { table } of tables.filter(({ company }) => company === 'agreement')) {
    await client.query(
      `DELETE FROM staged_${table} l WHERE NOT EXISTS (
         SELECT FROM staged_agreement a WHERE a.external_id = l.agreement_external_id AND a.seq < l.seq
       )`,
    );
  }
}

/** Tells the planner how much was staged; without it large merges are planned as small ones. */
export async function analyzeStaging(client: PoolClient, tables: readonly StagedTable[]): Promise<void> {
  for (const { table } of tables) {
    await client.query(`ANALYZE staged_${table}`);
  }
}

/** The run whose records are kept. */
export type RunKey = { workspaceId: string; syncRunId: string };

/** Keeps what is staged in this session, for a person to release or discard. */
export async function keepStaged(
  client: PoolClient,
  run: RunKey,
  tables: readonly StagedTable[],
): Promise<void> {
  for (const { kind, table } of tables) {
    await client.query(
      `INSERT INTO staged_record (workspace_id, sync_run_id, kind, external_id, record)
       SELECT $1, $2, $3, s.external_id, to_jsonb(s) FROM staged_${table} s`,
      [run.workspaceId, run.syncRunId, kind],
    );
  }
}

/** Stages again what keepStaged kept. */
export async function restageKept(
  client: PoolClient,
  run: RunKey,
  tables: readonly StagedTable[],
): Promise<void> {
  for (const { kind, table } of tables) {
    await client.query(
      `INSERT INTO staged_${table}
       SELECT s.* FROM staged_record k, jsonb_populate_record(NULL::staged_${table}, k.record) s
       WHERE k.workspace_id = $1 AND k.sync_run_id = $2 AND k.kind = $3`,
      [run.workspaceId, run.syncRunId, kind],
    );
  }
}
