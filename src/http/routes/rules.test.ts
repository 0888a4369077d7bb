import { describe, expect, test } from 'vitest';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  device,
  line,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance } from '../testing.ts';

const DESKTOPS = { metric: 'devices', filter: { categories: ['desktop'] } };

/** Three clients billed for 10 workstations each, with 12, 10 and 7 desktops; the third also for users. */
async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  const agreements = [
    agreement('a1', 'c1', [line('1')]),
    agreement('a2', 'c2', [line('2')]),
    agreement('a3', 'c3', [line('3'), line('u', { quantitySource: 'user_count' })]),
  ];
  const companies = ['c1', 'c2', 'c3'].map((id) => company(id, `Client ${id}`));
  psa.batches = [batch({ companies, agreements })];
  const desktops = [12, 10, 7].flatMap((count, at) =>
    Array.from({ length: count }, (_, n) => device(`d${at}-${n}`, `r${at + 1}`)),
  );
  rmm.batches = [
    batch({
      companies: ['r1', 'r2', 'r3'].map((id) => company(id, `Client c${id.slice(1)}`)),
      devices: desktops,
    }),
  ];
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  const psaId = await connect(client, 'psa');
  const rmmId = await connect(client, 'rmm');
  await syncToEnd(client, psaId);
  await syncToEnd(client, rmmId);
  const lineOf = async (externalId: string) => {
    const { body } = await client.request('GET', '/api/v1/line-items?limit=100');
    return body.items.find((item: { externalId: string }) => item.externalId === externalId);
  };
  const organizationOf = async (name: string) =>
    (await client.request('GET', `/api/v1/organizations?q=${encodeURIComponent(name)}`)).body.items[0].id;
  const mapping = { integrationId: rmmId, ...DESKTOPS };
  return { psa, instance, client, psaId, rmmId, mapping, agreements, companies, lineOf, organizationOf };
}

describe('a rule', () => {
  test('is previewed by the same evaluation as a run, and stores nothing', async () => {
    const { client, mapping, lineOf } = await startScene();
    const { id: lineItemId } = await lineOf('1');
    const { status, body } = await client.request('POST', '/api/v1/rules/preview', { lineItemId, mapping });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      lines: 3,
      organizations: 3,
      newDiscrepancies: 2,
      byStatus: { matched: 1, under_billed: 1, over_billed: 1 },
      underBilled: [{ amount: '25.00', currency: 'USD' }],
      overBilled: [{ amount: '37.50', currency: 'USD' }],
      text: 'maps 3 lines of 3 organizations; 2 new discrepancies, $25.00 a month under-billed, $37.50 a month over-billed',
    });
    expect(body.skipped).toEqual([{ reason: expect.stringContaining('counts users'), lines: 1 }]);
    expect((await lineOf('1')).state).toBe('unmapped');
    expect((await client.request('GET', '/api/v1/rules')).body.items).toEqual([]);
  });

  test('maps its lines at once, with the results the preview said', async () => {
    const { client, mapping, lineOf } = await startScene();
    const { id: lineItemId } = await lineOf('1');
    const made = await client.request('POST', '/api/v1/rules', { lineItemId, mapping });
    expect(made).toMatchObject({
      status: 201,
      body: { productName: 'Managed workstation', organizationIds: null, lines: 3 },
    });
    expect(await lineOf('2')).toMatchObject({
      state: 'mapped',
      mapping: { origin: 'rule', filterText: 'desktop' },
    });
    expect((await lineOf('u')).state).toBe('unmapped');
    const { body } = await client.request('GET', '/api/v1/reconciliation/summary');
    expect(body).toMatchObject({
      byStatus: { under_billed: 1, over_billed: 1 },
      underBilled: [{ amount: '25.00' }],
    });
  });

  test('is called by its product or its pattern in the audit log, also when it is gone', async () => {
    const { client, mapping, lineOf } = await startScene();
    const { id: lineItemId } = await lineOf('1');
    await client.request('POST', '/api/v1/rules', { lineItemId, mapping });
    const { body } = await client.request('POST', '/api/v1/rules', { namePattern: 'managed *', mapping });
    await client.request('DELETE', `/api/v1/rules/${body.id}?mappings=keep`);
    const log = await client.request('GET', '/api/v1/audit?subjectKind=rule');
    const names = log.body.items.map(({ subject }: { subject: { name: string } }) => subject.name);
    expect(names).toEqual(['managed *', 'managed *', 'Managed workstation']);
  });

  test('maps new lines as they arrive with a sync, and says so in the audit log', async () => {
    const { client, psa, psaId, mapping, agreements, companies, instance, lineOf } = await startScene();
    await client.request('POST', '/api/v1/rules', { namePattern: 'managed *', mapping });
    const added = agreement('a4', 'c2', [line('new', { productId: 'other', productName: 'Managed laptop' })]);
    psa.batches = [batch({ companies, agreements: [...agreements, added] })];
    await syncToEnd(client, psaId);
    const { id, ...mapped } = await lineOf('new');
    expect(mapped).toMatchObject({ state: 'mapped', mapping: { origin: 'rule' } });
    const { rows } = await instance.context.db.pool.query(
      `SELECT actor_kind, after->>'origin' AS origin FROM audit_log WHERE subject_id = $1 AND action = 'mapping.update'`,
      [id],
    );
    expect(rows).toEqual([{ actor_kind: 'system', origin: 'rule' }]);
  });

  test('leaves alone what a person mapped, and what a person took its mapping off', async () => {
    const { client, mapping, rmmId, lineOf } = await startScene();
    const own = { integrationId: rmmId, metric: 'devices', filter: { categories: ['server'] } };
    const { id: lineItemId } = await lineOf('1');
    await client.request('PUT', `/api/v1/line-items/${lineItemId}/mapping`, own);
    await client.request('POST', '/api/v1/rules', { lineItemId, mapping });
    expect((await lineOf('1')).mapping).toMatchObject({ origin: 'person', filterText: 'server' });
    const { id } = await lineOf('2');
    await client.request('DELETE', `/api/v1/line-items/${id}/mapping`);
    await client.request('POST', '/api/v1/reconciliation/runs');
    expect((await lineOf('2')).state).toBe('unmapped');
  });

  test('for one organization goes before one for all, and gives way to it when it is removed', async () => {
    const { client, mapping, rmmId, lineOf, organizationOf } = await startScene();
    await client.request('POST', '/api/v1/rules', { namePattern: '*workstation', mapping });
    const servers = { integrationId: rmmId, metric: 'devices', filter: { categories: ['server'] } };
    const special = await client.request('POST', '/api/v1/rules', {
      namePattern: '*workstation',
      organizationIds: [await organizationOf('Client c2')],
      mapping: servers,
    });
    expect(await lineOf('1')).toMatchObject({ mapping: { filterText: 'desktop' } });
    expect(await lineOf('2')).toMatchObject({ mapping: { filterText: 'server' } });
    await client.request('DELETE', `/api/v1/rules/${special.body.id}?mappings=remove`);
    expect(await lineOf('2')).toMatchObject({ mapping: { filterText: 'desktop', origin: 'rule' } });
  });

  test('changes its lines when it is changed, and keeps them mapped when it is removed', async () => {
    const { client, mapping, lineOf } = await startScene();
    const { body: rule } = await client.request('POST', '/api/v1/rules', {
      namePattern: 'Managed*',
      mapping,
    });
    await client.request('PATCH', `/api/v1/rules/${rule.id}`, { mapping: { ...mapping, unitsPerLine: 2 } });
    expect((await lineOf('1')).mapping.unitsPerLine).toBe(2);
    expect((await client.request('DELETE', `/api/v1/rules/${rule.id}`)).status).toBe(204);
    expect(await lineOf('1')).toMatchObject({ state: 'mapped', mapping: { unitsPerLine: 2 } });
    expect((await client.request('DELETE', `/api/v1/rules/${rule.id}`)).status).toBe(404);
  });

  test('is one for the same lines only, and needs a pattern with a letter', async () => {
    const { client, mapping, instance } = await startScene();
    await client.request('POST', '/api/v1/rules', { namePattern: 'Managed*', mapping });
    expect(
      (await client.request('POST', '/api/v1/rules', { namePattern: ' managed* ', mapping })).status,
    ).toBe(409);
    expect((await client.request('POST', '/api/v1/rules', { namePattern: '**', mapping })).status).toBe(400);
    expect((await client.request('POST', '/api/v1/rules', { mapping })).status).toBe(400);
    const viewer = await instance.client('viewer', client.workspaceId);
    expect((await viewer.request('POST', '/api/v1/rules', { namePattern: 'x*', mapping })).status).toBe(403);
  });

  test('follows an organization that is merged into another', async () => {
    const { client, mapping, organizationOf } = await startScene();
    const [from, into] = [await organizationOf('Client c1'), await organizationOf('Client c2')];
    await client.request('POST', '/api/v1/rules', {
      namePattern: 'Managed*',
      organizationIds: [from],
      mapping,
    });
    await client.request('POST', `/api/v1/organizations/${from}/merge`, { intoOrganizationId: into });
    const [rule] = (await client.request('GET', '/api/v1/rules')).body.items;
    expect(rule).toMatchObject({ organizationIds: [into], lines: 2 });
  });
});

describe('the file of rules', () => {
  test('comes back as it went: the second import changes nothing, and the text is the same', async () => {
    const { client, mapping, lineOf, organizationOf } = await startScene();
    const { id: lineItemId } = await lineOf('1');
    const organizationIds = [await organizationOf('Client c1')];
    await client.request('POST', '/api/v1/rules', { lineItemId, mapping: { ...mapping, minimum: 5 } });
    await client.request('POST', '/api/v1/rules', { namePattern: 'managed*', organizationIds, mapping });
    const file = (await client.request('GET', '/api/v1/rules/export')).body;
    expect(file.rules).toMatchObject([
      { namePattern: 'managed*', organizations: ['Client c1'], integration: 'Vendor rmm' },
      { product: 'Managed workstation', productKey: 'id:p1', organizations: 'all', minimum: 5 },
    ]);
    expect((await client.request('POST', '/api/v1/rules/import', file)).body).toEqual({
      created: 0,
      changed: 0,
      unchanged: 2,
      preview: null,
    });
    for (const { id } of (await client.request('GET', '/api/v1/rules')).body.items) {
      await client.request('DELETE', `/api/v1/rules/${id}?mappings=remove`);
    }
    expect((await lineOf('1')).state).toBe('unmapped');
    expect((await client.request('POST', '/api/v1/rules/import', file)).body).toEqual({
      created: 2,
      changed: 0,
      unchanged: 0,
      preview: null,
    });
    expect((await lineOf('1')).state).toBe('mapped');
    expect((await client.request('GET', '/api/v1/rules/export')).body).toEqual(file);
  });

  test('says before what it would do, of all its rules together, and stores nothing', async () => {
    const { client, mapping, organizationOf } = await startScene();
    const some = [await organizationOf('Client c1')];
    const made = [
      await client.request('POST', '/api/v1/rules', { namePattern: 'managed*', mapping }),
      await client.request('POST', '/api/v1/rules', {
        namePattern: 'managed*',
        organizationIds: some,
        mapping: { ...mapping, unitsPerLine: 2 },
      }),
    ];
    const file = (await client.request('GET', '/api/v1/rules/export')).body;
    for (const { body } of made) await client.request('DELETE', `/api/v1/rules/${body.id}?mappings=remove`);
    const { status, body } = await client.request('POST', '/api/v1/rules/import?dryRun=true', file);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      created: 2,
      changed: 0,
      unchanged: 0,
      // The client's own rule: 10 lines of 2 against 12 desktops, 4 lines too many; and 3 too many at the third client.
      preview: { lines: 3, organizations: 3, newDiscrepancies: 2, byStatus: { matched: 1, over_billed: 2 } },
    });
    expect((await client.request('GET', '/api/v1/rules')).body.items).toEqual([]);
  });

  test('names every rule it cannot take over by its place in the file', async () => {
    const { client, mapping } = await startScene();
    await client.request('POST', '/api/v1/rules', { namePattern: 'managed*', mapping });
    const file = (await client.request('GET', '/api/v1/rules/export')).body;
    const [good] = file.rules;
    const rules = [{ ...good, organizations: ['Nobody'] }, good, good];
    const answer = await client.request('POST', '/api/v1/rules/import?dryRun=true', { ...file, rules });
    expect(answer.status).toBe(422);
    expect(answer.body.errors).toEqual([
      { path: 'rules.0', message: 'There is no organization called “Nobody”.' },
      { path: 'rules.2', message: 'It is for the same as rules.1.' },
    ]);
  });

  test('says in words what a rule of the file lacks', async () => {
    const { client, mapping } = await startScene();
    await client.request('POST', '/api/v1/rules', { namePattern: 'managed*', mapping });
    const file = (await client.request('GET', '/api/v1/rules/export')).body;
    const { unitsPerLine: _lacks, ...lacking } = file.rules[0];
    const answer = await client.request('POST', '/api/v1/rules/import', { ...file, rules: [lacking] });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual([{ path: 'rules.0.unitsPerLine', message: 'is missing' }]);
  });

  test('with a name that is not known is refused whole', async () => {
    const { client, mapping } = await startScene();
    await client.request('POST', '/api/v1/rules', { namePattern: 'managed*', mapping });
    const file = (await client.request('GET', '/api/v1/rules/export')).body;
    const wrong = [
      { ...file.rules[0], unitsPerLine: 3 },
      { ...file.rules[0], namePattern: 'x*', organizations: ['Nobody'] },
    ];
    const answer = await client.request('POST', '/api/v1/rules/import', { ...file, rules: wrong });
    expect(answer).toMatchObject({ status: 422, body: { errors: [{ path: 'rules.1' }] } });
    expect((await client.request('GET', '/api/v1/rules')).body.items[0].mapping.unitsPerLine).toBe(1);
  });
});

describe('what a rule can be made of', () => {
  test('are the products of the lines in effect, those with most unmapped lines first', async () => {
    const { client } = await startScene();
    const { items } = (await client.request('GET', '/api/v1/rules/products?q=WORKST')).body;
    expect(items).toEqual([{ productKey: 'id:p1', name: 'Managed workstation', lines: 4, unmapped: 4 }]);
    expect((await client.request('GET', '/api/v1/rules/products?q=nothing')).body.items).toEqual([]);
  });

  test('is counted over all organizations', async () => {
    const { client, rmmId } = await startScene();
    const { status, body } = await client.request('GET', '/api/v1/rules/options');
    expect(status).toBe(200);
    expect(body).toMatchObject({ mode: 'manual', categories: [{ id: 'desktop', count: 29 }] });
    expect(body.integrations).toMatchObject([{ id: rmmId, metrics: ['devices'], hasCompany: true }]);
    expect((await client.request('GET', '/api/v1/rules/options?integrationId=int_none')).status).toBe(404);
  });

  test('is what all lines of its product can be compared with', async () => {
    const { client, psa, psaId, agreements, companies } = await startScene();
    const product = 'id:p1';
    expect((await client.request('GET', `/api/v1/rules/options?productKey=${product}`)).body).toMatchObject({
      mode: 'manual',
      sameProductLines: 4,
    });
    psa.batches = [batch({ companies, agreements: agreements.slice(0, 2) })];
    await syncToEnd(client, psaId);
    const { body } = await client.request('GET', `/api/v1/rules/options?productKey=${product}`);
    expect(body.sameProductLines).toBe(2);
    expect(body.mode).toBe((await client.request('GET', '/api/v1/line-items')).body.items[0].quantitySource);
  });
});
