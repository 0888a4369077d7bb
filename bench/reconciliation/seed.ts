import type { Database } from '../../src/database/connect.ts';
import {
  CLOUD,
  createMeasures,
  DEPARTMENTS,
  DISTRIBUTION,
  OS_NAMES,
  PRODUCTS,
  RMM,
  SKUS,
} from './measures.ts';

export const WORKSPACE = 'bench';

/** How much of everything; the issue's size is `sizeOf(1)`. */
export type Size = {
  organizations: number;
  lines: number;
  devices: number;
  users: number;
  licenses: number;
  subscriptions: number;
};

/** @param share of the whole size: 1, 0.1, 0.01 */
export function sizeOf(share: number): Size {
  return {
    organizations: 5000 * share,
    lines: 100_000 * share,
    devices: 1_000_000 * share,
    users: 1_000_000 * share,
    licenses: 100_000 * share,
    subscriptions: 100_000 * share,
  };
}

/** Fills an empty, migrated database with one workspace. Records are spread over the organizations, not sorted by them. */
export async function seed(db: Database, size: Size): Promise<void> {
  await db.transaction(async (client) => {
    await client.query('SELECT setseed(0.5)');
    await client.query(
      `CREATE TEMP TABLE bench_measure (at int, metric text, integration_id text, filter jsonb, key text) ON COMMIT DROP`,
    );
    await client.query(
      `INSERT INTO bench_measure SELECT m.* FROM jsonb_to_recordset($1)
         AS m(at int, metric text, integration_id text, filter jsonb, key text)`,
      [JSON.stringify(measureRows())],
    );
    for (const statement of statementsFor(size)) await client.query(statement);
  });
  await db.pool.query('VACUUM ANALYZE');
}

function measureRows(): unknown[] {
  return createMeasures().map(({ measure, key }, at) => ({
    at,
    metric: measure.metric,
    integration_id: measure.integrationId,
    filter: measure.filter,
    key,
  }));
}

function statementsFor(size: Size): string[] {
  const { organizations } = size;
  const ofOrganization = `'c' || (n % ${organizations} + 1)`;
  const pick = (values: readonly string[], by: string) =>
    `(ARRAY[${values.map((value) => `'${value}'`).join(', ')}])[${by} % ${values.length} + 1]`;
  return [
    `INSERT INTO workspace (workspace_id, name, plan) VALUES ('${WORKSPACE}', 'Bench', 'enterprise')`,
    `INSERT INTO integration (workspace_id, id, vendor, name, secrets, last_good_sync_at)
     SELECT '${WORKSPACE}', id, vendor, id, '', now()
     FROM (VALUES ('psa', 'halopsa'), ('${RMM}', 'ninjaone'), ('${CLOUD}', 'microsoft-365'), ('${DISTRIBUTION}', 'pax8'))
       AS i(id, vendor)`,
    `UPDATE workspace SET default_psa_integration_id = 'psa'`,
    `INSERT INTO organization (workspace_id, id, name)
     SELECT '${WORKSPACE}', 'o' || n, 'Organization ' || n FROM generate_series(1, ${organizations}) n`,
    `INSERT INTO company (workspace_id, id, integration_id, external_id, name, organization_id, linked_by)
     SELECT '${WORKSPACE}', i.id || '-' || n, i.id, 'c' || n, 'Organization ' || n, 'o' || n, 'automatic'
     FROM generate_series(1, ${organizations}) n, integration i`,
    `INSERT INTO agreement (workspace_id, id, integration_id, external_id, company_external_id, name, status, billing_cycle)
     SELECT '${WORKSPACE}', 'a' || n, 'psa', n::text, 'c' || n, 'Agreement ' || n, 'active', 'monthly'
     FROM generate_series(1, ${organizations}) n`,
    `INSERT INTO line_item (workspace_id, id, integration_id, agreement_external_id, external_id, product_id, product_name,
       quantity, included_quantity, unit_price, quantity_source, is_heading, is_active, billing_type)
     SELECT '${WORKSPACE}', 'l' || n, 'psa', (n % ${organizations} + 1)::text, n::text, 'p' || m.at, 'Product ' || m.at,
       (random() * 60)::int, 0, 5 + (n % 40) * 2.5, 'manual', false, true, 'billable'
     FROM generate_series(1, ${size.lines}) n
     JOIN bench_measure m ON m.at = (n / ${organizations} + n % ${organizations} * 7) % 400`,
    `INSERT INTO mapping (workspace_id, line_item_id, integration_id, metric, filter, measure_key, origin, decided_by)
     SELECT '${WORKSPACE}', l.id, m.integration_id, m.metric, m.filter, m.key, 'person', 'bench'
     FROM line_item l JOIN bench_measure m ON 'p' || m.at = l.product_id`,
    `INSERT INTO device (workspace_id, integration_id, external_id, company_external_id, name, category, raw_category, os_name,
       serial_number, last_seen_at, raw_status)
     SELECT '${WORKSPACE}', '${RMM}', n::text, ${ofOrganization}, 'PC-' || n,
       ${pick(['desktop', 'laptop', 'laptop', 'server', 'network', 'printer'], '(n * 31 % 1009)')}, 'RAW',
       ${pick(OS_NAMES, '(n * 17 % 1013)')}, 'SN' || (n - CASE WHEN n % 50 = 0 THEN ${organizations} ELSE 0 END),
       now() - random() * interval '120 days', 'online'
     FROM generate_series(1, ${size.devices}) n`,
    `INSERT INTO user_record (workspace_id, integration_id, external_id, company_external_id, user_principal_name, display_name,
       department, enabled, type, paid_licenses, license_names)
     SELECT '${WORKSPACE}', '${CLOUD}', n::text, ${ofOrganization}, 'user' || n || '@client.example', 'User ' || n,
       ${pick(DEPARTMENTS, '(n * 13 % 1019)')}, n % 11 <> 0, CASE WHEN n % 17 = 0 THEN 'guest' ELSE 'member' END,
       n % 3, ARRAY['Business Premium']
     FROM generate_series(1, ${size.users}) n`,
    `INSERT INTO license (workspace_id, integration_id, external_id, company_external_id, sku_id, sku_name, purchased, assigned,
       state, is_trial)
     SELECT '${WORKSPACE}', '${CLOUD}', n::text, ${ofOrganization}, 'sku-' || (n * 7 % ${SKUS}), 'SKU ' || (n * 7 % ${SKUS}),
       (random() * 40)::int, 1, CASE WHEN n % 20 = 0 THEN 'suspended' ELSE 'active' END, n % 30 = 0
     FROM generate_series(1, ${size.licenses}) n`,
    `INSERT INTO subscription (workspace_id, integration_id, external_id, company_external_id, product_id, product_name, quantity,
       state, is_trial, billing_term)
     SELECT '${WORKSPACE}', '${DISTRIBUTION}', n::text, ${ofOrganization}, 'product-' || (n * 7 % ${PRODUCTS}),
       'Product ' || (n * 7 % ${PRODUCTS}), (random() * 40)::int, CASE WHEN n % 25 = 0 THEN 'ended' ELSE 'active' END, false,
       'Monthly'
     FROM generate_series(1, ${size.subscriptions}) n`,
  ];
}
