import type { Database } from '../../src/database/connect.ts';
import { copyOut } from '../../src/database/copy-out.ts';
import { queryFor } from '../../src/database/queries/lines-for-run.ts';
import { openForServing } from '../../src/database/serving.ts';
import { inWorkspace } from '../../src/database/workspace-scope.ts';
import { runReconciliation } from '../../src/reconciliation/run.ts';
import { WORKSPACE } from './seed.ts';

/** Runs as a process of its own, fresh as after a start: `node engine.ts HOST DATABASE`. Prints its figures as JSON. */

const OWN = `workspace_id = '${WORKSPACE}'`;

/** What a run over all reads, by the same columns. */
const READ = [
  `SELECT company_external_id, category, exclusion, os_name, last_seen_at, name, serial_number FROM device WHERE ${OWN}`,
  `SELECT company_external_id, enabled, type, paid_licenses, department, user_principal_name FROM user_record WHERE ${OWN}`,
  `SELECT company_external_id, sku_id, state, is_trial, exclusion, purchased, assigned FROM license WHERE ${OWN}`,
  `SELECT company_external_id, product_id, state, is_trial, billing_term, quantity FROM subscription WHERE ${OWN}`,
  queryFor(WORKSPACE, 'all'),
  `SELECT organization_id, digest FROM result_input WHERE ${OWN}`,
];

/** And one that works everything out anew. */
const READ_ANEW = [...READ, `SELECT line_item_id, digest FROM line_result WHERE ${OWN}`];

export type EngineFigures = {
  lines: number;
  copyMs: number;
  copyAnewMs: number;
  coldMs: number;
  coldRows: number;
  againMs: number;
  /** Stored results, but nothing known of what they came from. */
  anewMs: number;
  oneOrganizationMs: number[];
  memoryMb: number;
};

async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now();
  await work();
  return performance.now() - start;
}

async function copyAll(db: Database, queries: readonly string[]): Promise<void> {
  const client = await db.pool.connect();
  for (const query of queries) {
    for await (const _ of copyOut(client, query));
  }
  client.release();
}

/** The median of three. */
async function timeOfCopy(db: Database, queries: readonly string[]): Promise<number> {
  const times: number[] = [];
  for (let tries = 0; tries < 3; tries += 1) times.push(await timed(() => copyAll(db, queries)));
  return times.toSorted((a, b) => a - b)[1] ?? Number.NaN;
}

async function changeOneOrganization(db: Database, index: number): Promise<void> {
  await db.pool.query(
    `UPDATE device SET category = CASE category WHEN 'server' THEN 'laptop' ELSE 'server' END
     WHERE ${OWN} AND company_external_id = $1`,
    [`c${index + 1}`],
  );
}

async function measure(db: Database): Promise<EngineFigures> {
  const { rows } = await db.pool.query('SELECT count(*)::int AS lines FROM line_item');
  let coldRows = 0;
  const coldMs = await timed(async () => {
    const run = await runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'bench' });
    coldRows = run.changedRows;
  });
  const againMs = await timed(() => runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'bench' }));
  const oneOrganizationMs: number[] = [];
  for (let index = 0; index < 20; index += 1) {
    await changeOneOrganization(db, index);
    oneOrganizationMs.push(
      await timed(() =>
        runReconciliation(db, {
          workspaceId: WORKSPACE,
          trigger: 'bench',
          organizationIds: [`o${index + 1}`],
        }),
      ),
    );
  }
  await db.pool.query(`UPDATE result_input SET digest = ''`);
  const anewMs = await timed(() => runReconciliation(db, { workspaceId: WORKSPACE, trigger: 'bench' }));
  const memoryMb = process.resourceUsage().maxRSS / 1024;
  return {
    lines: rows[0].lines,
    copyMs: await timeOfCopy(db, READ),
    copyAnewMs: await timeOfCopy(db, READ_ANEW),
    coldMs,
    coldRows,
    againMs,
    anewMs,
    oneOrganizationMs,
    memoryMb,
  };
}

const [, , host, database] = process.argv;
const { db } = await openForServing({ host, user: 'tieout', database });
const figures = await inWorkspace(WORKSPACE, () => measure(db));
await db.stop();
process.stdout.write(JSON.stringify(figures));
