import type { PoolClient } from 'pg';
import type { StagedTable } from './staging.ts';

/** The integration whose rows are replaced. */
export type MergeTarget = { workspaceId: string; integrationId: string };

export type Change = 'added' | 'changed' | 'removed';
export type ChangeCount = { kind: string; change: Change; count: number };

/**
 * Has the rest of the transaction joined by hashing. Tables that a first sync has just filled look empty to the planner,
 * and a nested loop over two large ones does not end in time; by hashing a small sync loses milliseconds.
 */
export async function planForBulk(client: PoolClient): Promise<void> {
  await client.query('SET LOCAL enable_nestloop = off');
}

/**
 * Fills staged_change with the difference between what is staged and what is stored: target minus actual, as data.
 * Stored rows of companies that could not be read are in no difference.
 */
export async function findChanges(
  client: PoolClient,
  target: MergeTarget,
  tables: readonly StagedTable[],
): Promise<void> {
  for (const table of tables) {
    await client.query(differenceSql(table), [target.workspaceId, target.integrationId, table.kind]);
  }
  await client.query('ANALYZE staged_change');
}

function differenceSql(staged: StagedTable): string {
  const { table, columns, absent } = staged;
  const compared = (row: string) => columns.map((column) => `${row}.${column}`).join(', ');
  const isPresent = absent === 'mark' ? 'NOT t.is_gone' : 'true';
  const isBack = absent === 'mark' ? 't.is_gone OR' : '';
  return `
    INSERT INTO staged_change (kind, external_id, change, company_before, company_after)
    SELECT $3, coalesce(s.external_id, t.external_id),
      CASE WHEN t.external_id IS NULL THEN 'added' WHEN s.external_id IS NULL THEN 'removed' ELSE 'changed' END,
      ${companySql(staged, 't')}, ${companySql(staged, 's')}
    FROM (SELECT * FROM ${table} WHERE workspace_id = $1 AND integration_id = $2) t
    FULL JOIN staged_${table} s ON s.external_id = t.external_id
    WHERE CASE
      WHEN t.external_id IS NULL THEN true
      WHEN s.external_id IS NULL THEN
        ${isPresent} AND ${companySql(staged, 't')} NOT IN (SELECT external_id FROM staged_failed_company)
      ELSE ${isBack} ROW(${compared('t')}) IS DISTINCT FROM ROW(${compared('s')})
    END`;
}

/** The external id of the company that a row belongs to; a line goes where its agreement goes. */
function companySql({ company }: StagedTable, row: 's' | 't'): string {
  if (company === 'self') {
    return `${row}.external_id`;
  }
  if (company === 'column') {
    return `${row}.company_external_id`;
  }
  return `coalesce(
    (SELECT a.company_external_id FROM staged_agreement a WHERE a.external_id = ${row}.agreement_external_id),
    (SELECT a.company_external_id FROM agreement a
     WHERE a.workspace_id = $1 AND a.integration_id = $2 AND a.external_id = ${row}.agreement_external_id))`;
}

/** How many rows of each kind differ, and how. */
export async function countChanges(client: PoolClient): Promise<ChangeCount[]> {
  const { rows } = await client.query<ChangeCount>(
    'SELECT kind, change, count(*)::int AS count FROM staged_change GROUP BY kind, change ORDER BY kind, change',
  );
  return rows;
}

/** How many rows of a kind the integration has, those that are gone aside. */
export async function countStored(
  client: PoolClient,
  target: MergeTarget,
  table: StagedTable,
): Promise<number> {
  const isPresent = table.absent === 'mark' ? 'AND NOT is_gone' : '';
  const { rows } = await client.query<{ count: number }>(
    `SELECT count(*)::int AS count FROM ${table.table} WHERE workspace_id = $1 AND integration_id = $2 ${isPresent}`,
    [target.workspaceId, target.integrationId],
  );
  return rows[0]?.count ?? 0;
}

/** Makes the stored rows equal to the staged ones; rows that do not differ are not written. */
export async function applyChanges(
  client: PoolClient,
  target: MergeTarget,
  tables: readonly StagedTable[],
  changes: readonly ChangeCount[],
): Promise<void> {
  const write = { added: insertSql, changed: updateSql, removed: removeSql };
  for (const table of tables) {
    for (const { change } of changes.filter(({ kind }) => kind === table.kind)) {
      await client.query(write[change](table), [target.workspaceId, target.integrationId, table.kind]);
    }
  }
  await noteFailedCompanies(client, target);
}

function insertSql({ table, columns, hasOwnId }: StagedTable): string {
  const names = [...(hasOwnId ? ['id'] : []), 'external_id', ...columns];
  return `
    INSERT INTO ${table} (workspace_id, integration_id, ${names.join(', ')})
    SELECT $1, $2, ${names.map((name) => `s.${name}`).join(', ')}
    FROM staged_${table} s JOIN staged_change c
      ON c.kind = $3 AND c.change = 'added' AND c.external_id = s.external_id`;
}

function updateSql({ table, columns, absent }: StagedTable): string {
  const assignments = columns.map((column) => `${column} = s.${column}`);
  return `
    UPDATE ${table} t SET ${[...assignments, ...(absent === 'mark' ? ['is_gone = false'] : [])].join(', ')}
    FROM staged_${table} s JOIN staged_change c
      ON c.kind = $3 AND c.change = 'changed' AND c.external_id = s.external_id
    WHERE t.workspace_id = $1 AND t.integration_id = $2 AND t.external_id = s.external_id`;
}

function removeSql({ table, absent }: StagedTable): string {
  const found = `t.workspace_id = $1 AND t.integration_id = $2 AND c.kind = $3 AND c.change = 'removed'
      AND t.external_id = c.external_id`;
  return absent === 'mark'
    ? `UPDATE ${table} t SET is_gone = true FROM staged_change c WHERE ${found}`
    : `DELETE FROM ${table} t USING staged_change c WHERE ${found}`;
}

/** Marks companies that could not be read and clears the mark of those that could; either changes their counts. */
async function noteFailedCompanies(
  client: PoolClient,
  { workspaceId, integrationId }: MergeTarget,
): Promise<void> {
  await client.query(
    `WITH noted AS (
       UPDATE company t SET failed_message = f.message
       FROM company c LEFT JOIN staged_failed_company f ON f.external_id = c.external_id
       WHERE t.workspace_id = $1 AND t.integration_id = $2 AND c.workspace_id = $1 AND c.id = t.id
         AND t.failed_message IS DISTINCT FROM f.message
       RETURNING t.external_id
     )
     INSERT INTO staged_change (kind, external_id, change, company_before)
     SELECT 'failedCompanies', external_id, 'changed', external_id FROM noted`,
    [workspaceId, integrationId],
  );
}

/** Organizations whose results may have changed: those of the companies in the difference. */
export async function listTouchedOrganizations(client: PoolClient, target: MergeTarget): Promise<string[]> {
  const { rows } = await client.query<{ organization_id: string }>(
    `SELECT DISTINCT organization_id FROM company
     WHERE workspace_id = $1 AND integration_id = $2 AND organization_id IS NOT NULL AND external_id IN (
       SELECT company_before FROM staged_change UNION SELECT company_after FROM staged_change
     )`,
    [target.workspaceId, target.integrationId],
  );
  return rows.map((row) => row.organization_id);
}

/**
 * Organizations with devices that are inside the time of a measure's "seen within" by one of two times of the data, and
 * outside by the other: their counts differ though no record does.
 */
export async function listAgedOrganizations(
  client: PoolClient,
  target: MergeTarget,
  before: Date,
  now: Date,
): Promise<string[]> {
  const { rows } = await client.query<{ organization_id: string }>(
    `SELECT DISTINCT c.organization_id
     FROM (SELECT DISTINCT (filter ->> 'seenWithinDays')::float8 * interval '24 hours' AS span FROM mapping
           WHERE workspace_id = $1 AND integration_id = $2 AND filter ->> 'seenWithinDays' IS NOT NULL) m
     JOIN device d ON d.workspace_id = $1 AND d.integration_id = $2
       AND d.last_seen_at >= least($3, $4::timestamptz) - m.span
       AND d.last_seen_at < greatest($3, $4::timestamptz) - m.span
     JOIN company c ON c.workspace_id = $1 AND c.integration_id = $2 AND c.external_id = d.company_external_id
     WHERE c.organization_id IS NOT NULL`,
    [target.workspaceId, target.integrationId, before, now],
  );
  return rows.map((row) => row.organization_id);
}

export type FailedCompanyName = { companyExternalId: string; name: string; message: string };

/** The companies that could not be read, by the names people know. */
export async function listFailedCompanies(
  client: PoolClient,
  target: MergeTarget,
): Promise<FailedCompanyName[]> {
  const { rows } = await client.query<FailedCompanyName>(
    `SELECT f.external_id AS "companyExternalId", coalesce(s.name, c.name, f.external_id) AS name, f.message
     FROM staged_failed_company f
     LEFT JOIN staged_company s ON s.external_id = f.external_id
     LEFT JOIN company c ON c.workspace_id = $1 AND c.integration_id = $2 AND c.external_id = f.external_id
     ORDER BY 2, 1`,
    [target.workspaceId, target.integrationId],
  );
  return rows;
}
