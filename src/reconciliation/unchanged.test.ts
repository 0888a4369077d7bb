import { expect, test } from 'vitest';
import type { Database } from '../database/connect.ts';
import { useTestDatabase } from '../database/testing.ts';
import { type Measure, measureKey } from '../domain/measure.ts';
import { runReconciliation } from './run.ts';

const WORKSPACE = 'w';
const SERVERS: Measure = {
  integrationId: 'rmm',
  metric: 'devices',
  filter: {
    categories: ['server'],
    conditions: [],
    match: 'all',
    seenWithinDays: null,
    mergeDuplicates: false,
  },
};

/** Four clients, each with an agreement of two lines that are compared with its three servers. */
const CLIENTS = [
  `INSERT INTO workspace (workspace_id, name, plan) VALUES ('w', 'W', 'enterprise')`,
  `INSERT INTO integration (workspace_id, id, vendor, name, secrets, last_good_sync_at)
   VALUES ('w', 'psa', 'halopsa', 'PSA', '', now()), ('w', 'rmm', 'ninjaone', 'RMM', '', now())`,
  `UPDATE workspace SET default_psa_integration_id = 'psa'`,
  `INSERT INTO organization (workspace_id, id, name) SELECT 'w', 'o' || n, 'Client ' || n FROM generate_series(1, 4) n`,
  `INSERT INTO company (workspace_id, id, integration_id, external_id, name, organization_id, linked_by)
   SELECT 'w', i.id || '-' || n, i.id, 'c' || n, 'Client ' || n, 'o' || n, 'automatic'
   FROM generate_series(1, 4) n, integration i`,
  `INSERT INTO agreement (workspace_id, id, integration_id, external_id, company_external_id, name, status, billing_cycle)
   SELECT 'w', 'a' || n, 'psa', n::text, 'c' || n, 'Agreement ' || n, 'active', 'monthly' FROM generate_series(1, 4) n`,
  `INSERT INTO line_item (workspace_id, id, integration_id, agreement_external_id, external_id, product_id, product_name,
     quantity, included_quantity, unit_price, quantity_source, is_heading, is_active, billing_type)
   SELECT 'w', 'l' || n, 'psa', (n % 4 + 1)::text, n::text, 'p' || n, 'Product ' || n, 5, 0, 10, 'manual', false, true, 'billable'
   FROM generate_series(1, 8) n`,
  `INSERT INTO device (workspace_id, integration_id, external_id, company_external_id, name, category, raw_category, raw_status)
   SELECT 'w', 'rmm', n::text, 'c' || (n % 4 + 1), 'SRV-' || n, 'server', 'RAW', 'online' FROM generate_series(1, 12) n`,
];

async function useReconciled(): Promise<Database> {
  const db = await useTestDatabase();
  for (const statement of CLIENTS) await db.pool.query(statement);
  await db.pool.query(
    `INSERT INTO mapping (workspace_id, line_item_id, integration_id, metric, filter, measure_key, origin, decided_by)
     SELECT 'w', id, 'rmm', 'devices', $1, $2, 'person', 'test' FROM line_item`,
    [JSON.stringify(SERVERS.filter), measureKey(SERVERS)],
  );
  expect(await run(db)).toBe(8);
  return db;
}

/** @returns how many rows it changed */
async function run(db: Database, organizationIds?: string[]): Promise<number> {
  const scope = organizationIds === undefined ? {} : { organizationIds };
  const { changedRows } = await runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'test', ...scope });
  return changedRows;
}

/** What nothing that is known of the inputs could spare. */
async function runAnew(db: Database): Promise<number> {
  await db.pool.query(`UPDATE result_input SET digest = ''`);
  return run(db);
}

const CHANGES: [what: string, rows: number, statement: string][] = [
  ['a device is no server any more', 2, `UPDATE device SET category = 'laptop' WHERE external_id = '1'`],
  ['a device is gone', 2, `DELETE FROM device WHERE external_id = '2'`],
  ['a quantity', 1, `UPDATE line_item SET quantity = 3 WHERE id = 'l1'`],
  ['a price', 1, `UPDATE line_item SET unit_price = 11 WHERE id = 'l1'`],
  ['the units of a line', 1, `UPDATE mapping SET units_per_line = 2 WHERE line_item_id = 'l2'`],
  ['a tolerance of a mapping', 1, `UPDATE mapping SET tolerance_units = 9 WHERE line_item_id = 'l2'`],
  ['a mapping is gone', 1, `DELETE FROM mapping WHERE line_item_id = 'l3'`],
  ['a line is gone', 1, `DELETE FROM line_item WHERE id = 'l4'`],
  ['an agreement is cancelled', 2, `UPDATE agreement SET status = 'cancelled' WHERE id = 'a2'`],
  [
    'a company is unlinked from its organization',
    2,
    `UPDATE company SET organization_id = NULL, linked_by = NULL WHERE id = 'rmm-3'`,
  ],
  ['a company joins another organization', 2, `UPDATE company SET organization_id = 'o4' WHERE id = 'psa-1'`],
  [
    'a company is ignored',
    2,
    `UPDATE company SET organization_id = NULL, linked_by = NULL, is_ignored = true WHERE id = 'psa-2'`,
  ],
  [
    'a source is old',
    8,
    `UPDATE integration SET last_good_sync_at = now() - interval '9 days' WHERE id = 'rmm'`,
  ],
  ['the tolerance of the workspace', 8, `UPDATE workspace SET tolerance_units = 9`],
  ['the day is another one in the time zone', 0, `UPDATE workspace SET time_zone = 'Pacific/Kiritimati'`],
];

test.each(CHANGES)('a run over all sees that %s', async (_, rows, statement) => {
  const db = await useReconciled();
  await db.pool.query(statement);
  const changed = await run(db);
  if (statement.startsWith('DELETE FROM line_item')) expect(changed).toBe(0);
  else expect(changed).toBe(rows);
  expect(await run(db)).toBe(0);
  expect(await runAnew(db)).toBe(0);
});

test('an organization with the inputs of before is not compared again', async () => {
  const db = await useReconciled();
  await db.pool.query(`UPDATE line_result SET digest = 'other' WHERE organization_id = 'o3'`);
  await db.pool.query(`UPDATE line_item SET quantity = 3 WHERE id = 'l4'`);
  expect(await run(db)).toBe(1);
  expect(await runAnew(db)).toBe(2);
});

test('a line that leaves an organization and comes back keeps its result', async () => {
  const db = await useReconciled();
  await db.pool.query(`UPDATE agreement SET company_external_id = 'c2' WHERE id = 'a1'`);
  await run(db, ['o2']);
  await db.pool.query(`UPDATE agreement SET company_external_id = 'c1' WHERE id = 'a1'`);
  await run(db);
  const { rows } = await db.pool.query(`SELECT line_item_id FROM line_result WHERE organization_id = 'o1'`);
  expect(rows).toHaveLength(2);
  expect(await runAnew(db)).toBe(0);
});

test('results of an organization that lost its lines are removed', async () => {
  const db = await useReconciled();
  await db.pool.query(`UPDATE agreement SET company_external_id = 'c2' WHERE id = 'a1'`);
  await run(db, ['o2']);
  await db.pool.query(
    `UPDATE company SET is_ignored = true, organization_id = NULL, linked_by = NULL WHERE id IN ('psa-1', 'psa-2')`,
  );
  await run(db, ['o1', 'o2']);
  const { rows } = await db.pool.query(`SELECT 1 FROM line_result WHERE organization_id IN ('o1', 'o2')`);
  expect(rows).toHaveLength(0);
  expect(await runAnew(db)).toBe(0);
});

test('totals after a run over all are those of everything added up', async () => {
  const db = await useReconciled();
  await db.pool.query(`UPDATE line_item SET quantity = 1 WHERE id IN ('l1', 'l6')`);
  const after = await runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'test' });
  await db.pool.query(`UPDATE result_input SET digest = ''`);
  const anew = await runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'test' });
  expect(after.changedRows).toBe(2);
  expect(anew.totals).toEqual(after.totals);
});
