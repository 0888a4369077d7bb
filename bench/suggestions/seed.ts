import type { Database } from '../../src/database/connect.ts';
import { runReconciliation } from '../../src/reconciliation/run.ts';
import { WORKSPACE } from '../reconciliation/seed.ts';
import { COUNTED, NOT_COUNTED, STYLES } from './services.ts';
import { SKUS } from './skus.ts';

/** Takes every mapping off the workspace of the reconciliation benchmark, and calls its 400 products as MSPs do. */
export async function unmapAll(db: Database): Promise<void> {
  await db.transaction(async (client) => {
    await client.query('DELETE FROM mapping');
    await client.query(
      `UPDATE line_item l SET product_name = p.name, quantity_source = p.source, quantity = 1 + (hashtext(l.id) & 31)
       FROM jsonb_to_recordset($1) AS p (at int, name text, source text) WHERE l.product_id = 'p' || p.at`,
      [JSON.stringify(productRows())],
    );
    await client.query(
      `UPDATE license l SET sku_name = s.name FROM jsonb_to_recordset($1) AS s (id text, name text) WHERE l.sku_id = s.id`,
      [JSON.stringify(SKUS.map(({ name }, at) => ({ id: `sku-${at}`, name })))],
    );
  });
  await db.pool.query('VACUUM ANALYZE');
  await runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'bench' });
}

function productRows(): { at: number; name: string; source: string }[] {
  const names = [...COUNTED, ...NOT_COUNTED].flatMap(({ names: byStyle, sources }) =>
    STYLES.flatMap((style) => byStyle[style].map((name) => ({ name, source: sources[0] ?? 'manual' }))),
  );
  const skus = SKUS.flatMap(({ names: byStyle }) =>
    STYLES.map((style) => ({ name: byStyle[style], source: 'license_count' })),
  );
  const all = [...names, ...skus];
  return Array.from({ length: 400 }, (_, at) => {
    const { name, source } = all[at % all.length] ?? { name: 'Product', source: 'manual' };
    return { at, name: `${name} ${Math.floor(at / all.length) + 1}`, source };
  });
}
