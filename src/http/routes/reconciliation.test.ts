import { expect, test } from 'vitest';
import { addUp, loadStoredGroups, type ResultGroup } from '../../database/queries/result-groups.ts';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  devices,
  line,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance } from '../testing.ts';

const DEVICES = { metric: 'devices', filter: {} };

/** Five clients with one line each, billed 10, with 6 to 14 devices. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  const names = ['Alder', 'Birch', 'Cedar', 'Dogwood', 'Elm'];
  psa.batches = [
    batch({
      companies: names.map((name, index) => company(`c${index}`, name)),
      agreements: names.map((_, index) =>
        agreement(`a${index}`, `c${index}`, [
          line(`l${index}`, { productName: `Product ${5 - index}`, productId: null }),
        ]),
      ),
    }),
  ];
  const fleet = (counts: number[]) => [
    batch({
      companies: names.map((name, index) => company(`r${index}`, name)),
      devices: counts.flatMap((count, index) =>
        devices(count, `r${index}`).map((one) => ({ ...one, externalId: `${index}-${one.externalId}` })),
      ),
    }),
  ];
  rmm.batches = fleet([6, 8, 10, 12, 14]);
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  await syncToEnd(client, rmmId);
  const { body } = await client.request('GET', '/api/v1/line-items');
  const items = body.items.map(({ id }: { id: string }) => ({
    lineItemId: id,
    mapping: { integrationId: rmmId, ...DEVICES },
  }));
  await client.request('POST', '/api/v1/line-items/bulk', { action: 'map', items });
  const rows = async (query = '') => (await client.request('GET', `/api/v1/reconciliation?${query}`)).body;
  return { instance, client, psa, rmm, fleet, psaId, rmmId, rows };
}

test('rows are sorted, and paged by a cursor without loss or repetition', async () => {
  const { rows } = await startScene();
  const amounts = (await rows('sort=-impact')).items.map((row: { impact: { amount: string } }) =>
    Number(row.impact.amount),
  );
  expect(amounts).toEqual([50, 25, 0, -25, -50]);
  const seen: string[] = [];
  let cursor: string | null = '';
  while (cursor !== null) {
    const page = await rows(`sort=product&limit=2${cursor === '' ? '' : `&cursor=${cursor}`}`);
    expect(page.total).toBe(5);
    seen.push(...page.items.map((row: { productName: string }) => row.productName));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(['Product 1', 'Product 2', 'Product 3', 'Product 4', 'Product 5']);
});

test('statuses, organizations and texts narrow the rows and the totals alike', async () => {
  const { client, rows } = await startScene();
  expect((await rows('status=under_billed,over_billed')).total).toBe(4);
  expect((await rows('q=birch')).items).toMatchObject([{ organizationName: 'Birch' }]);
  const { body } = await client.request('GET', '/api/v1/reconciliation/summary?status=under_billed');
  expect(body).toMatchObject({
    byStatus: { under_billed: 2, over_billed: 0 },
    underBilled: [{ amount: '75.00', currency: 'USD' }],
    overBilled: [{ amount: '0.00', currency: 'USD' }],
  });
});

test('a text finds its rows page by page, whether it is in many of them or in few, in any case and taken literally', async () => {
  const { client, rows } = await startScene();
  const namesOf = async (query: string) => {
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const page = await rows(`limit=2&${query}${cursor === '' ? '' : `&cursor=${cursor}`}`);
      names.push(...page.items.map(({ organizationName }: { organizationName: string }) => organizationName));
      cursor = page.nextCursor;
    }
    return names;
  };
  expect(await namesOf('q=PRODUCT')).toEqual(await namesOf(''));
  expect(await namesOf('q=product&sort=product')).toEqual(['Elm', 'Dogwood', 'Cedar', 'Birch', 'Alder']);
  expect(await namesOf('q=product%203')).toEqual(['Cedar']);
  expect(await namesOf('q=%25')).toEqual([]);
  for (const q of ['product', 'birch', 'nothing']) {
    const { items, total } = await rows(`q=${q}`);
    expect(items).toHaveLength(total);
    expect((await rows(`q=${q}&total=false`)).total).toBeNull();
    const { body } = await client.request('GET', `/api/v1/reconciliation/summary?q=${q}`);
    const lines = Object.values<number>(body.byStatus).reduce((sum, count) => sum + count, 0);
    expect(lines).toBe(total);
  }
});

test('the organizations with the most money at stake come first, and their amounts are those of their summaries', async () => {
  const { client } = await startScene();
  const { body } = await client.request('GET', '/api/v1/reconciliation/organizations');
  const stakes = body.items.map(
    ({ underBilled, overBilled }: { underBilled: { amount: string }; overBilled: { amount: string } }) =>
      Number(underBilled.amount) + Number(overBilled.amount),
  );
  expect(stakes).toEqual(stakes.toSorted((a: number, b: number) => b - a));
  expect(body.items.length).toBeGreaterThan(1);
  for (const { organizationId, discrepancies, underBilled, overBilled } of body.items) {
    const path = `/api/v1/reconciliation/summary?organizationId=${organizationId}`;
    const { byStatus, ...money } = (await client.request('GET', path)).body;
    expect(money).toMatchObject({ underBilled: [underBilled], overBilled: [overBilled] });
    expect(byStatus.under_billed + byStatus.over_billed).toBe(discrepancies);
  }
  const first = await client.request('GET', '/api/v1/reconciliation/organizations?limit=1');
  expect(first.body.items).toEqual(body.items.slice(0, 1));
});

test('a run that finds nothing new changes no row and is left out of the list', async () => {
  const { client, instance } = await startScene();
  const versions = () =>
    instance.context.db.pool.query('SELECT line_item_id, xmin::text, run_id FROM line_result ORDER BY 1');
  const before = (await versions()).rows;
  const run = await client.request('POST', '/api/v1/reconciliation/runs');
  expect(run.status).toBe(201);
  expect(run.body).toMatchObject({ trigger: 'person', changedRows: 0, totals: { byStatus: { matched: 1 } } });
  expect((await versions()).rows).toEqual(before);
  const ids = async (query: string) =>
    (await client.request('GET', `/api/v1/reconciliation/runs?${query}`)).body.items.map(
      ({ id }: { id: string }) => id,
    );
  expect(await ids('')).not.toContain(run.body.id);
  expect((await ids('all=true'))[0]).toBe(run.body.id);
  expect((await client.request('GET', `/api/v1/reconciliation/runs/${run.body.id}`)).body.id).toBe(
    run.body.id,
  );
  expect((await client.request('GET', '/api/v1/reconciliation/runs/999999')).status).toBe(404);
});

test('a sync changes the rows of what it touched, and a variance keeps its beginning while its sign stays', async () => {
  const { client, rmm, fleet, rmmId, rows } = await startScene();
  const bySince = async () =>
    Object.fromEntries(
      (await rows()).items.map(
        (row: { organizationName: string; varianceSince: { runId: string } | null }) => [
          row.organizationName,
          row.varianceSince?.runId ?? null,
        ],
      ),
    );
  const before = await bySince();
  rmm.batches = fleet([5, 12, 10, 12, 10]);
  await syncToEnd(client, rmmId);
  const after = await bySince();
  expect(after.Alder).toBe(before.Alder);
  expect(after.Dogwood).toBe(before.Dogwood);
  expect(after.Birch).not.toBe(before.Birch);
  expect(after.Elm).toBeNull();
});

test('data older than the workspace allows make a row unknown, by the setting itself', async () => {
  const { client, rows } = await startScene();
  await client.request('PATCH', '/api/v1/workspace', { staleAfterHours: 0.000001 });
  expect((await rows()).items[0]).toMatchObject({
    status: 'unknown',
    reason: 'stale',
    counted: null,
    impact: null,
  });
  await client.request('PATCH', '/api/v1/workspace', { staleAfterHours: 48 });
  expect((await rows('status=unknown')).total).toBe(0);
});

test('a failed sync of the source makes its rows unknown, and the next good one brings them back', async () => {
  const { client, rmm, rmmId, rows } = await startScene();
  const good = rmm.batches;
  rmm.beforeBatch = async () => {
    throw new Error('cut off');
  };
  await syncToEnd(client, rmmId);
  expect((await rows()).items[0]).toMatchObject({
    status: 'unknown',
    reason: 'sync_failed',
    counted: null,
  });
  rmm.beforeBatch = async () => undefined;
  rmm.batches = good;
  await syncToEnd(client, rmmId);
  expect((await rows('status=unknown')).total).toBe(0);
  // Nobody knows what the variance was meanwhile, so it has stood only since now.
  const latest = (await client.request('GET', '/api/v1/reconciliation/runs')).body.items[0].id;
  const since = (await rows('status=under_billed,over_billed')).items.map(
    (row: { varianceSince: { runId: string } }) => row.varianceSince.runId,
  );
  expect(since).toEqual([latest, latest, latest, latest]);
});

test('a removed integration makes its rows unknown', async () => {
  const { client, rmmId, rows } = await startScene();
  await client.request('DELETE', `/api/v1/integrations/${rmmId}`);
  expect((await rows()).items[0]).toMatchObject({
    status: 'unknown',
    reason: 'integration_removed',
  });
});

test("a tolerance of the workspace changes statuses and no numbers; a mapping's own zero overrides it", async () => {
  const { client, rmmId, rows } = await startScene();
  const numbers = async () =>
    (await rows('sort=organization')).items.map((row: { variance: number; impact: object }) => [
      row.variance,
      row.impact,
    ]);
  const before = await numbers();
  const first = (await rows('sort=organization')).items[3].lineItemId;
  await client.request('PUT', `/api/v1/line-items/${first}/mapping`, {
    integrationId: rmmId,
    ...DEVICES,
    tolerance: { units: 0 },
  });
  await client.request('PATCH', '/api/v1/workspace', { tolerance: { units: 2 } });
  expect((await rows('sort=organization')).items.map((row: { status: string }) => row.status)).toEqual([
    'over_billed',
    'matched',
    'matched',
    'under_billed',
    'under_billed',
  ]);
  expect(await numbers()).toEqual(before);
});

test('whatever small runs came one after the other, the totals are those of the rows', async () => {
  const { instance, client, rmm, fleet, rmmId, rows } = await startScene();
  const { pool } = instance.context.db;
  const [{ workspace_id: workspaceId }] = (await pool.query('SELECT workspace_id FROM workspace')).rows;
  const ids = (await rows()).items.map((row: { lineItemId: string }) => row.lineItemId);
  const expectTrue = async () => {
    const stored = await loadStoredGroups(pool, workspaceId);
    const added = await addUp(pool, workspaceId, {});
    const told = (groups: ResultGroup[]) =>
      groups
        .map(({ state, status, mapped, lines, amount, impact }) =>
          [state, status, mapped, lines, Number(amount), Number(impact)].join(' '),
        )
        .sort();
    expect(told(stored ?? [])).toEqual(told(added));
  };
  await expectTrue();
  for (const [action, at] of [
    ['ignore', 0],
    ['ignore', 3],
    ['restore', 0],
    ['unmap', 1],
  ] as const) {
    const body = { action, items: [{ lineItemId: ids[at] }] };
    expect((await client.request('POST', '/api/v1/line-items/bulk', body)).status).toBe(200);
    await expectTrue();
  }
  rmm.batches = fleet([7, 8, 3, 12, 14]);
  await syncToEnd(client, rmmId);
  await expectTrue();
});

test('a run that finds nothing new writes no row but its own', async () => {
  const { instance, client, rmm, fleet, rmmId } = await startScene();
  const { pool } = instance.context.db;
  const contents = async () =>
    (
      await pool.query(`SELECT 'now' AS kind, xmin::text, r.line_item_id FROM line_result r
      UNION ALL SELECT 'past', xmin::text, h.line_item_id FROM line_result_history h ORDER BY 1, 2, 3`)
    ).rows;
  const before = await contents();
  const { body } = await client.request('POST', '/api/v1/reconciliation/runs', {});
  expect(body.changedRows).toBe(0);
  rmm.batches = fleet([6, 8, 10, 12, 14]);
  await syncToEnd(client, rmmId);
  expect(await contents()).toEqual(before);
});

test('a dry run says what a run would find, and stores nothing', async () => {
  const { instance, client, rows } = await startScene();
  const { pool } = instance.context.db;
  const runs = async () => (await client.request('GET', '/api/v1/reconciliation/runs?all=true')).body.total;
  const [stored, shown] = [await runs(), await rows()];
  await pool.query(`UPDATE line_item SET quantity = 11 WHERE external_id = 'l0'`);
  const { status, body } = await client.request('POST', '/api/v1/reconciliation/runs?dryRun=true', {});
  expect(status).toBe(200);
  expect(body).toMatchObject({ changedRows: 1, totals: { byStatus: { over_billed: 2, under_billed: 2 } } });
  expect([await runs(), await rows()]).toEqual([stored, shown]);
  const real = await client.request('POST', '/api/v1/reconciliation/runs', {});
  expect(real.body).toMatchObject({ changedRows: 1, totals: body.totals });
  expect(await runs()).toBe(stored + 1);
});

test('settings change while runs are under way, and neither waits for the other for good', async () => {
  const { client } = await startScene();
  const zones = ['Pacific/Auckland', 'America/New_York', 'Asia/Kolkata', 'Europe/Paris'];
  const answers = await Promise.all(
    Array.from({ length: 40 }, (_, at) =>
      at % 2 === 0
        ? client.request('PATCH', '/api/v1/workspace', { timeZone: zones[(at / 2) % zones.length] })
        : client.request('POST', '/api/v1/reconciliation/runs', {}),
    ),
  );
  expect([...new Set(answers.map(({ status }) => status))].sort()).toEqual([200, 201]);
});
