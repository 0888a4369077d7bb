import { describe, expect, test } from 'vitest';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  device,
  line,
  lineIds,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { type Answer, startTestInstance, type TestClient } from '../testing.ts';

const DEVICES = { metric: 'devices', filter: { categories: ['desktop'] } };

/** One client with an agreement of several lines, and a source with 12 desktops and 3 servers of it. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  psa.batches = [
    batch({
      companies: [company('c1', 'Alder Dental'), company('c2', 'Birch Law')],
      agreements: [
        agreement('a1', 'c1', [
          line('1'),
          line('2', {
            productId: 'p2',
            productName: 'SQL counted',
            quantitySource: 'custom_sql',
            quantitySourceRaw: 'custom 4',
          }),
          line('3', { productId: 'p3', productName: 'Support', quantitySource: 'manual', unitPrice: '100' }),
          line('4', {
            productId: 'p4',
            productName: 'Loyalty discount',
            quantitySource: 'manual',
            quantity: '1',
            unitPrice: '-20',
          }),
          line('5', {
            productId: 'p5',
            productName: 'Odd count',
            quantitySource: 'custom_sql',
            quantitySourceRaw: '7',
          }),
        ]),
        agreement('a2', 'c2', [
          line('6'),
          line('7', { productId: 'p7', productName: 'Seats', quantitySource: 'license_count' }),
        ]),
      ],
    }),
  ];
  const desktops = Array.from({ length: 12 }, (_, index) => device(`d${index}`, 'r1'));
  const servers = Array.from({ length: 3 }, (_, index) => device(`s${index}`, 'r1', { category: 'server' }));
  rmm.batches = [batch({ companies: [company('r1', 'Alder Dental')], devices: [...desktops, ...servers] })];
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  await syncToEnd(client, rmmId);
  const ids = await lineIds(client);
  const on = (externalId: string, method: string, path: string, sent?: unknown) =>
    client.request(method, `/api/v1/line-items/${ids[externalId]}${path}`, sent);
  return { psa, rmm, instance, client, psaId, rmmId, ids, on };
}

async function rowOf(client: TestClient, lineItemId: string | undefined) {
  const { body } = await client.request('GET', '/api/v1/reconciliation');
  return body.items.find((row: { lineItemId: string }) => row.lineItemId === lineItemId);
}

describe('mapping a line', () => {
  test('the answer is the mapped line, and its result stands already', async () => {
    const { client, rmmId, ids, on } = await startScene();
    const { status, body } = await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      state: 'mapped',
      mapping: {
        mode: 'asset_count',
        integrationId: rmmId,
        metric: 'devices',
        filterText: 'desktop',
        unitsPerLine: 1,
        origin: 'person',
      },
    });
    expect(await rowOf(client, ids['1'])).toMatchObject({
      status: 'under_billed',
      counted: 12,
      billedUnits: 10,
      variance: 2,
      needed: 12,
      impact: { amount: '25.00', currency: 'USD' },
      explanation: '12 counted − 10 billed = +2; 2 more lines × $12.50 = +$25.00 a month',
    });
  });

  test('is refused on a custom SQL line, with the reason in words', async () => {
    const { rmmId, on } = await startScene();
    const { status, body } = await on('2', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    expect(status).toBe(422);
    expect(body.detail).toContain('custom SQL');
    expect(body.detail).toContain('adjust the line in HaloPSA');
  });

  test('is refused on a quantity type that is not known, which is never taken for manual', async () => {
    const { rmmId, on } = await startScene();
    const { status, body } = await on('5', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    expect(status).toBe(422);
    expect(body.detail).toContain('type 7');
  });

  test('is refused on an adjustment, which is linked instead', async () => {
    const { rmmId, on } = await startScene();
    const { status, body } = await on('4', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    expect(status).toBe(422);
    expect(body.detail).toContain('link');
  });

  test('is refused with another metric than the quantity source allows', async () => {
    const { rmmId, on } = await startScene();
    const refused = await on('7', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    expect(refused.status).toBe(422);
    expect(refused.body.detail).toContain('licence');
  });

  test('is refused with a metric that the integration does not have', async () => {
    const { rmmId, on } = await startScene();
    const refused = await on('3', 'PUT', '/mapping', { integrationId: rmmId, metric: 'users', filter: {} });
    expect(refused.status).toBe(422);
  });

  test('only a manual line can be left without a comparison', async () => {
    const { client, ids, on } = await startScene();
    expect((await on('1', 'PUT', '/mapping', { integrationId: null })).status).toBe(422);
    expect((await on('3', 'PUT', '/mapping', { integrationId: null })).body.state).toBe('mapped');
    expect(await rowOf(client, ids['3'])).toMatchObject({
      status: 'not_compared',
      counted: null,
      variance: null,
      impact: null,
    });
  });

  test("another workspace's line and integration are not found", async () => {
    const { instance, rmmId, ids, on } = await startScene();
    const stranger = await instance.client();
    const path = `/api/v1/line-items/${ids['1']}/mapping`;
    expect((await stranger.request('PUT', path, { integrationId: rmmId, ...DEVICES })).status).toBe(404);
    const theirs = await connect(stranger, 'rmm');
    expect((await on('1', 'PUT', '/mapping', { integrationId: theirs, ...DEVICES })).status).toBe(404);
    expect((await on('1', 'GET', '')).body.mapping).toBeNull();
  });

  test.each([
    ['a negative number of units', { ...DEVICES, unitsPerLine: -1 }, 'unitsPerLine'],
    [
      'an unknown category',
      { metric: 'devices', filter: { categories: ['toaster'] } },
      'filter.categories.0',
    ],
    ['an unknown field', { metric: 'devices', filter: { color: 'red' } }, 'filter'],
  ])('%s is bad input that names the field', async (_, mapping, path) => {
    const { rmmId, on } = await startScene();
    const { status, body } = await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...mapping });
    expect(status).toBe(400);
    expect(body.errors.map((error: { path: string }) => error.path)).toContain(path);
  });

  test.each([
    [['laptop'], 'laptop'],
    [['desktop', 'server'], 'desktop'],
    [['server', 'network', 'printer'], 'network, printer'],
  ])('categories %s are refused where the vendor cannot tell them: they would count as 0', async (...row) => {
    const [categories, untold] = row;
    const { rmm, rmmId, on } = await startScene();
    rmm.connector.deviceCategories = ['server', 'workstation', 'other'];
    const body = { integrationId: rmmId, metric: 'devices', filter: { categories } };
    expect(await on('1', 'PUT', '/mapping', body)).toMatchObject({
      status: 422,
      body: {
        detail: `Vendor rmm does not tell ${untold} apart: count by server, workstation, other, or without categories.`,
      },
    });
    expect((await on('1', 'GET', '')).body.mapping).toBeNull();
  });

  test.each([[['workstation']], [['desktop', 'laptop', 'workstation']], [[]]])(
    'categories %j are no such case where all of them are workstations to the vendor',
    async (categories) => {
      const { rmm, rmmId, on } = await startScene();
      rmm.connector.deviceCategories = ['server', 'workstation', 'other'];
      const body = { integrationId: rmmId, metric: 'devices', filter: { categories } };
      expect((await on('1', 'PUT', '/mapping', body)).status).toBe(200);
    },
  );

  test('survives a sync, also one that changes the line', async () => {
    const { psa, client, psaId, rmmId, ids, on } = await startScene();
    await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    psa.batches = [
      batch({
        companies: [company('c1', 'Alder Dental')],
        agreements: [agreement('a1', 'c1', [line('1', { quantity: '12' })])],
      }),
    ];
    await syncToEnd(client, psaId);
    expect(await rowOf(client, ids['1'])).toMatchObject({ status: 'matched', billedUnits: 12 });
    expect((await on('3', 'GET', '')).body).toMatchObject({
      state: 'ended',
      stateReason: 'no longer in the PSA',
    });
  });

  test('removed again, the line is unmapped and has no result', async () => {
    const { client, rmmId, ids, on } = await startScene();
    await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    expect((await on('1', 'DELETE', '/mapping')).body).toMatchObject({ state: 'unmapped', mapping: null });
    expect(await rowOf(client, ids['1'])).toBeUndefined();
  });
});

describe('the preview', () => {
  test('is what saving would give, with the records behind it, and stores nothing', async () => {
    const { client, rmmId, ids, on } = await startScene();
    const { status, body } = await on('1', 'POST', '/mapping/preview', {
      integrationId: rmmId,
      ...DEVICES,
      unitsPerLine: 2,
    });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      counted: 12,
      billedUnits: 20,
      variance: -8,
      needed: 6,
      status: 'over_billed',
    });
    expect(body.evidence).toMatchObject({ countedTotal: 12, leftOutTotal: 3, nextCursor: null });
    expect(body.evidence.leftOut[0].reason).toEqual({ code: 'filter', text: 'its category is server' });
    expect((await on('1', 'GET', '')).body.mapping).toBeNull();
    expect(await rowOf(client, ids['1'])).toBeUndefined();
  });

  test('is unknown, never zero, where the client has no company in the source', async () => {
    const { rmmId, on } = await startScene();
    const { body } = await on('6', 'POST', '/mapping/preview', { integrationId: rmmId, ...DEVICES });
    expect(body).toMatchObject({
      status: 'unknown',
      counted: null,
      variance: null,
      needed: null,
      impact: null,
    });
    expect(body.reason).toBe('no_company');
  });
});

describe('the evidence', () => {
  test('is paged by one cursor, counted first, then left out', async () => {
    const { client, rmmId, ids, on } = await startScene();
    await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    const path = `/api/v1/reconciliation/${ids['1']}/evidence?limit=10`;
    const first = (await client.request('GET', path)).body;
    const second = (await client.request('GET', `${path}&cursor=${first.nextCursor}`)).body;
    expect([first.counted.length, first.leftOut.length]).toEqual([10, 0]);
    expect([second.counted.length, second.leftOut.length, second.nextCursor]).toEqual([2, 3, null]);
    const names = new Set(
      [...first.counted, ...second.counted, ...second.leftOut].map((record) => record.externalId),
    );
    expect(names.size).toBe(15);
  });
});

describe('deciding about a line', () => {
  test('an ignored line leaves the unmapped ones with its reason, and comes back', async () => {
    const { on } = await startScene();
    expect((await on('1', 'POST', '/ignore', { reason: 'labour' })).body).toMatchObject({
      state: 'ignored',
      ignored: { reason: 'labour', by: 'Test' },
    });
    expect((await on('1', 'DELETE', '/ignore')).body).toMatchObject({ state: 'unmapped', ignored: null });
  });

  test('ignoring needs no reason and no body', async () => {
    const { on } = await startScene();
    expect((await on('1', 'POST', '/ignore')).body).toMatchObject({
      state: 'ignored',
      ignored: { reason: null },
    });
  });

  test('a deleted line is in no list unless asked for, a sync does not bring it back, and it can be restored', async () => {
    const { client, psaId, ids, on } = await startScene();
    await on('1', 'DELETE', '');
    await syncToEnd(client, psaId);
    const idsIn = ({ body }: Answer) => body.items.map((item: { id: string }) => item.id);
    expect(idsIn(await client.request('GET', '/api/v1/line-items'))).not.toContain(ids['1']);
    expect(idsIn(await client.request('GET', '/api/v1/line-items?state=deleted'))).toEqual([ids['1']]);
    const [tree] = (await client.request('GET', '/api/v1/agreements?include=lineItems')).body.items;
    expect(tree.lineItems.map((item: { id: string }) => item.id)).not.toContain(ids['1']);
    expect(tree.lineItemCount).toBe(tree.lineItems.length);
    expect((await on('1', 'POST', '/restore')).body.state).toBe('unmapped');
  });

  test('a linked adjustment lowers the price of its line', async () => {
    const { client, rmmId, ids, on } = await startScene();
    await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    expect((await on('4', 'PUT', '/link', { parentLineItemId: ids['1'] })).body).toMatchObject({
      state: 'linked',
      linkedTo: ids['1'],
    });
    // (10 × 12.50 − 20) ÷ 10 = 10.50, times 2 more
    expect(await rowOf(client, ids['1'])).toMatchObject({ impact: { amount: '21.00' } });
    expect((await on('1', 'GET', '')).body.adjustments).toEqual([ids['4']]);
    expect((await on('4', 'DELETE', '/link')).body.state).toBe('unmapped');
    expect(await rowOf(client, ids['1'])).toMatchObject({ impact: { amount: '25.00' } });
  });

  test("a link to another organization's line is refused", async () => {
    const { ids, on } = await startScene();
    const { status, body } = await on('4', 'PUT', '/link', { parentLineItemId: ids['6'] });
    expect(status).toBe(422);
    expect(body.detail).toContain('different organizations');
  });

  test('every decision is in the audit log with who, what, before and after', async () => {
    const { instance, rmmId, on } = await startScene();
    await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    const { rows } = await instance.context.db.pool.query(
      `SELECT actor_kind, action, before->>'state' AS state, after->>'metric' AS metric FROM audit_log WHERE subject_kind = 'line_item'`,
    );
    expect(rows).toEqual([
      { actor_kind: 'key', action: 'mapping.update', state: 'unmapped', metric: 'devices' },
    ]);
  });
});

describe('several lines at once', () => {
  test('are all mapped', async () => {
    const { client, rmmId, ids } = await startScene();
    const mapping = { integrationId: rmmId, ...DEVICES };
    const items = [
      { lineItemId: ids['1'], mapping },
      { lineItemId: ids['6'], mapping },
    ];
    expect((await client.request('POST', '/api/v1/line-items/bulk', { action: 'map', items })).body).toEqual({
      changed: 2,
    });
    expect((await client.request('GET', '/api/v1/line-items/counts')).body).toMatchObject({ mapped: 2 });
  });

  test('or none of them, naming those that were refused', async () => {
    const { client, rmmId, ids } = await startScene();
    const mapping = { integrationId: rmmId, ...DEVICES };
    const items = [
      { lineItemId: ids['1'], mapping },
      { lineItemId: ids['2'], mapping },
    ];
    const { status, body } = await client.request('POST', '/api/v1/line-items/bulk', {
      action: 'map',
      items,
    });
    expect(status).toBe(422);
    expect(body.errors).toMatchObject([{ path: 'items.1' }]);
    expect((await client.request('GET', '/api/v1/line-items/counts')).body).toMatchObject({ mapped: 0 });
  });
});

describe('the filters', () => {
  test('apply to all counts alike', async () => {
    const { client, psaId, rmmId, on } = await startScene();
    await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    const counts = async (query: string) =>
      (await client.request('GET', `/api/v1/line-items/counts?${query}`)).body;
    expect(await counts('')).toEqual({
      agreements: 2,
      unmapped: 4,
      mapped: 1,
      ignored: 0,
      reconciliation: 1,
    });
    expect(await counts(`integrationId=${psaId}`)).toEqual({
      agreements: 2,
      unmapped: 4,
      mapped: 1,
      ignored: 0,
      reconciliation: 1,
    });
    // Devices could serve asset counts and manual lines, not licence counts.
    expect(await counts(`integrationId=${rmmId}`)).toEqual({
      agreements: 2,
      unmapped: 3,
      mapped: 1,
      ignored: 0,
      reconciliation: 1,
    });
    const { body } = await client.request('GET', '/api/v1/organizations?q=birch');
    expect(await counts(`organizationId=${body.items[0].id}`)).toEqual({
      agreements: 1,
      unmapped: 2,
      mapped: 0,
      ignored: 0,
      reconciliation: 0,
    });
  });

  test('of an integration pass what it counts, ignored lines too, and what it could count; adjustments go with their line', async () => {
    const { client, psaId, rmmId, ids, on } = await startScene();
    const otherId = await connect(client, 'rmm');
    await on('1', 'PUT', '/mapping', { integrationId: rmmId, ...DEVICES });
    await on('3', 'PUT', '/mapping', { integrationId: null });
    await on('4', 'PUT', '/link', { parentLineItemId: ids['1'] });
    const passing = async (integrationId: string) => {
      const path = `/api/v1/line-items?integrationId=${integrationId}`;
      const { items } = (await client.request('GET', path)).body;
      return items.map((item: { externalId: string }) => item.externalId).sort();
    };
    expect(await passing(psaId)).toEqual(['1', '2', '3', '4', '5', '6', '7']);
    expect(await passing(rmmId)).toEqual(['1', '4', '6']);
    expect(await passing(otherId)).toEqual(['6']);
    await on('1', 'POST', '/ignore');
    expect(await passing(rmmId)).toEqual(['1', '4', '6']);
    expect(await passing(otherId)).toEqual(['6']);
    const counts = (await client.request('GET', `/api/v1/line-items/counts?integrationId=${rmmId}`)).body;
    expect(counts).toEqual({ agreements: 2, unmapped: 1, mapped: 0, ignored: 1, reconciliation: 0 });
  });

  test('an id that is not the workspace’s is not found, an unknown parameter is bad input', async () => {
    const { client, instance } = await startScene();
    const stranger = await instance.client();
    const theirs = await connect(stranger, 'rmm');
    expect((await client.request('GET', `/api/v1/line-items?integrationId=${theirs}`)).status).toBe(404);
    expect((await client.request('GET', '/api/v1/line-items?organizationId=org_nobody')).status).toBe(404);
    expect((await client.request('GET', '/api/v1/line-items?colour=red')).status).toBe(400);
    expect((await client.request('GET', '/api/v1/line-items?state=odd')).status).toBe(400);
    expect((await client.request('GET', '/api/v1/line-items?cursor=nonsense')).status).toBe(400);
  });

  test('the agreements come with their lines when asked, by organization and name', async () => {
    const { client } = await startScene();
    const { body } = await client.request('GET', '/api/v1/agreements?include=lineItems');
    expect(body.items.map((item: { organizationName: string }) => item.organizationName)).toEqual([
      'Alder Dental',
      'Birch Law',
    ]);
    expect(body.items[0].lineItems).toHaveLength(5);
    expect((await client.request('GET', '/api/v1/agreements?q=birch')).body.total).toBe(1);
    const found = async (query: string) => (await client.request('GET', `/api/v1/agreements?${query}`)).body;
    const { productName } = body.items[0].lineItems[0];
    for (const text of ['birch law', body.items[0].name, productName]) {
      const { items, total } = await found(`q=${encodeURIComponent(text)}`);
      expect(total).toBeGreaterThan(0);
      expect(items).toHaveLength(total);
    }
    const all = (await found('')).items;
    const first = await found('q=A&limit=1&total=false');
    expect(first).toMatchObject({ items: [{ id: all[0].id }], total: null });
    expect((await found(`q=A&limit=1&cursor=${first.nextCursor}`)).items).toMatchObject([{ id: all[1].id }]);
  });
});

test('the options say what a line can be compared with, and how much of it there is', async () => {
  const { rmmId, on } = await startScene();
  const { body } = await on('1', 'GET', '/options');
  expect(body).toMatchObject({
    mode: 'asset_count',
    metrics: ['devices'],
    integrations: [{ id: rmmId, vendor: 'rmm', metrics: ['devices'], hasCompany: true }],
    categories: [
      { id: 'desktop', count: 12 },
      { id: 'server', count: 3 },
    ],
    sameProductLines: 1,
  });
});

test('of the integrations that could count a line, the RMM is offered first and the PSA last', async () => {
  const psa = scriptVendor('a-psa', ['agreements', 'devices']);
  const cloud = scriptVendor('b-cloud', ['devices']);
  const rmm = scriptVendor('c-rmm', ['devices']);
  Object.assign(cloud.connector, { category: 'cloud' });
  psa.batches = [
    batch({ companies: [company('c1', 'Alder')], agreements: [agreement('a1', 'c1', [line('l1')])] }),
  ];
  const client = await (await startTestInstance(connectorsOf(psa, cloud, rmm))).client();
  const psaId = await connect(client, 'a-psa');
  await connect(client, 'b-cloud');
  await connect(client, 'c-rmm');
  await syncToEnd(client, psaId);
  const [first] = (await client.request('GET', '/api/v1/line-items')).body.items;
  const { body } = await client.request('GET', `/api/v1/line-items/${first.id}/options`);
  expect(body.integrations.map(({ vendor }: { vendor: string }) => vendor)).toEqual([
    'c-rmm',
    'b-cloud',
    'a-psa',
  ]);
});

test('a source that does not say when devices were seen is not asked for those seen lately, which would count 0', async () => {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  Object.assign(rmm.connector, { knowsLastSeen: false });
  psa.batches = [
    batch({ companies: [company('c1', 'Alder')], agreements: [agreement('a1', 'c1', [line('l1')])] }),
  ];
  const client = await (await startTestInstance(connectorsOf(psa, rmm))).client();
  await syncToEnd(client, await connect(client, 'psa'));
  const integrationId = await connect(client, 'rmm');
  const [first] = (await client.request('GET', '/api/v1/line-items')).body.items;
  const map = (filter: unknown) =>
    client.request('PUT', `/api/v1/line-items/${first.id}/mapping`, {
      integrationId,
      metric: 'devices',
      filter,
    });
  expect(await map({ seenWithinDays: 30 })).toMatchObject({
    status: 422,
    body: { detail: expect.stringContaining('does not say when a device was last seen') },
  });
  expect((await map({})).status).toBe(200);
});

test('an agreement without lines is shown and counted, by the filters that are not about lines', async () => {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  psa.batches = [
    batch({
      companies: [company('c1', 'Alder'), company('c2', 'Birch')],
      agreements: [agreement('a1', 'c1', [line('l1')]), agreement('a2', 'c2', [])],
    }),
  ];
  const client = await (await startTestInstance(connectorsOf(psa, rmm))).client();
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  const organizations = (await client.request('GET', '/api/v1/organizations')).body.items;
  const idOf = (wanted: string) => organizations.find(({ name }: { name: string }) => name === wanted).id;
  const names = async (query: string) => {
    const { items, total } = (await client.request('GET', `/api/v1/agreements?${query}`)).body;
    expect(total).toBe(items.length);
    return items.map(({ organizationName }: { organizationName: string }) => organizationName);
  };
  expect(await names('')).toEqual(['Alder', 'Birch']);
  expect(await names(`organizationId=${idOf('Birch')}`)).toEqual(['Birch']);
  expect(await names(`integrationId=${psaId}`)).toEqual(['Alder', 'Birch']);
  expect(await names(`integrationId=${rmmId}`)).toEqual(['Alder']);
  expect(await names('q=birch')).toEqual(['Birch']);
  const { items } = (await client.request('GET', `/api/v1/agreements?organizationId=${idOf('Birch')}`)).body;
  expect(items).toMatchObject([{ lineItemCount: 0 }]);
  const counts = await client.request('GET', `/api/v1/line-items/counts?integrationId=${psaId}`);
  expect(counts.body).toMatchObject({ agreements: 2, unmapped: 1 });
});
