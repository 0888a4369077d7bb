import { describe, expect, test } from 'vitest';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  line,
  scriptVendor,
  syncToEnd,
} from '../../sync/testing.ts';
import { startTestInstance, type TestClient } from '../testing.ts';

async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  const rmm = scriptVendor('rmm', ['devices']);
  const instance = await startTestInstance(connectorsOf(psa, rmm));
  const client = await instance.client();
  return {
    psa,
    rmm,
    instance,
    client,
    psaId: await connect(client, 'psa'),
    rmmId: await connect(client, 'rmm'),
  };
}

/** Companies of an integration by name: what they are linked to, and by whom. */
async function linksOf({ request }: TestClient, integrationId: string) {
  const { body } = await request('GET', `/api/v1/companies?integrationId=${integrationId}`);
  return Object.fromEntries(
    body.items.map((one: { name: string; organizationName: string; linkedBy: string }) => [
      one.name,
      one.linkedBy === null ? null : `${one.organizationName} (${one.linkedBy})`,
    ]),
  );
}

async function companyOf({ request }: TestClient, name: string) {
  const { body } = await request('GET', `/api/v1/companies?q=${encodeURIComponent(name)}`);
  return body.items[0];
}

async function organizationOf({ request }: TestClient, name: string) {
  const { body } = await request('GET', `/api/v1/organizations?q=${encodeURIComponent(name)}`);
  return body.items[0];
}

describe('after a sync', () => {
  test('every company of the default PSA has an organization, and unique exact matches join it', async () => {
    const { client, psa, rmm, psaId, rmmId } = await startScene();
    rmm.batches = [
      batch({
        companies: [
          company('s1', 'CONTOSO, Inc.'),
          company('s2', 'Fabrikam'),
          company('s3', 'fabrikam llc'),
          company('s4', 'Wingtip'),
        ],
      }),
    ];
    await syncToEnd(client, rmmId);
    expect(await linksOf(client, rmmId)).toMatchObject({ 'CONTOSO, Inc.': null });

    psa.batches = [
      batch({ companies: [company('1', 'Contoso'), company('2', 'Fabrikam'), company('3', 'Wingtips')] }),
    ];
    await syncToEnd(client, psaId);

    expect(await linksOf(client, psaId)).toEqual({
      Contoso: 'Contoso (automatic)',
      Fabrikam: 'Fabrikam (automatic)',
      Wingtips: 'Wingtips (automatic)',
    });
    expect(await linksOf(client, rmmId)).toEqual({
      'CONTOSO, Inc.': 'Contoso (automatic)',
      Fabrikam: null,
      'fabrikam llc': null,
      Wingtip: null,
    });
    expect((await companyOf(client, 'Wingtip')).state).toBe('unlinked');
    const { suggestions } = await companyOf(client, 'Wingtip');
    expect(suggestions[0]).toMatchObject({ name: 'Wingtips', reason: 'A similar name, "Wingtips"' });
  });

  test('an organization of the same name that a person made is used, not doubled', async () => {
    const { client, psa, psaId } = await startScene();
    await client.request('POST', '/api/v1/organizations', { name: 'Contoso Ltd' });
    psa.batches = [
      batch({ companies: [company('1', 'Contoso'), company('2', 'Fabrikam'), company('3', 'FABRIKAM')] }),
    ];
    await syncToEnd(client, psaId);
    expect(await linksOf(client, psaId)).toEqual({
      Contoso: 'Contoso Ltd (automatic)',
      Fabrikam: 'Fabrikam (automatic)',
      FABRIKAM: 'FABRIKAM (automatic)',
    });
  });
});

describe('a person', () => {
  async function startLinked() {
    const scene = await startScene();
    scene.psa.batches = [
      batch({
        companies: [company('1', 'Contoso'), company('2', 'Fabrikam')],
        agreements: [agreement('a1', '1', [line('l1')])],
      }),
    ];
    scene.rmm.batches = [batch({ companies: [company('s1', 'Contoso'), company('s2', 'Unknown')] })];
    await syncToEnd(scene.client, scene.psaId);
    await syncToEnd(scene.client, scene.rmmId);
    const site = (
      await scene.client.request('GET', `/api/v1/companies?integrationId=${scene.rmmId}&q=Contoso`)
    ).body.items[0];
    return { ...scene, site, resync: () => syncToEnd(scene.client, scene.rmmId) };
  }

  test('may undo an automatic link for good; the organization is not suggested again', async () => {
    const { client, site, resync, rmmId } = await startLinked();
    const unlinked = await client.request('DELETE', `/api/v1/companies/${site.id}/link`);
    expect(unlinked).toMatchObject({
      status: 200,
      body: { state: 'unlinked', organizationId: null, linkedBy: null, suggestions: [] },
    });
    await resync();
    expect(await linksOf(client, rmmId)).toEqual({ Contoso: null, Unknown: null });
  });

  test('may link a company elsewhere, and no sync changes that', async () => {
    const { client, site, resync, rmmId } = await startLinked();
    const { id } = await organizationOf(client, 'Fabrikam');
    const linked = await client.request('PUT', `/api/v1/companies/${site.id}/link`, { organizationId: id });
    expect(linked).toMatchObject({
      status: 200,
      body: { state: 'linked', organizationName: 'Fabrikam', linkedBy: 'person' },
    });
    await resync();
    expect(await linksOf(client, rmmId)).toMatchObject({ Contoso: 'Fabrikam (person)' });
    const back = await client.request('PUT', `/api/v1/companies/${site.id}/link`, {
      newOrganization: { name: 'Brand new' },
    });
    expect(back.body).toMatchObject({ organizationName: 'Brand new', linkedBy: 'person' });
  });

  test('may ignore a company and take that back', async () => {
    const { client, site, resync } = await startLinked();
    const ignored = await client.request('POST', `/api/v1/companies/${site.id}/ignore`);
    expect(ignored.body).toMatchObject({ state: 'ignored', organizationId: null, suggestions: [] });
    await resync();
    expect((await client.request('GET', '/api/v1/companies?state=ignored')).body.total).toBe(1);
    const back = await client.request('DELETE', `/api/v1/companies/${site.id}/ignore`);
    expect(back.body).toMatchObject({ state: 'unlinked', suggestions: [{ name: 'Contoso' }] });
  });

  test('sees the results of a moved link in the same answer', async () => {
    const { client, psaId } = await startLinked();
    const organizations = async () => {
      const { body } = await client.request('GET', '/api/v1/line-items');
      return body.items.map((one: { organizationName: string | null }) => one.organizationName);
    };
    expect(await organizations()).toEqual(['Contoso']);
    const { body } = await client.request('GET', `/api/v1/companies?integrationId=${psaId}&q=Contoso`);
    const target = await organizationOf(client, 'Fabrikam');
    await client.request('PUT', `/api/v1/companies/${body.items[0].id}/link`, { organizationId: target.id });
    expect(await organizations()).toEqual(['Fabrikam']);
    await client.request('DELETE', `/api/v1/companies/${body.items[0].id}/link`);
    expect(await organizations()).toEqual([null]);
  });

  test('links many at once, all or none', async () => {
    const { client, site, rmmId } = await startLinked();
    const fabrikam = await organizationOf(client, 'Fabrikam');
    const unknown = await companyOf(client, 'Unknown');
    const good = { companyId: unknown.id, organizationId: fabrikam.id };
    const items = [
      good,
      { companyId: 'com_none', organizationId: fabrikam.id },
      { companyId: site.id, organizationId: 'org_none' },
      good,
    ];
    const refused = await client.request('POST', '/api/v1/companies/bulk-link', { items });
    expect(refused.status).toBe(422);
    expect(refused.body.errors.map(({ path }: { path: string }) => path)).toEqual([
      'items.1',
      'items.2',
      'items.3',
    ]);
    expect(await linksOf(client, rmmId)).toMatchObject({ Unknown: null });
    const linked = await client.request('POST', '/api/v1/companies/bulk-link', { items: [good] });
    expect(linked).toMatchObject({ status: 200, body: { linked: 1 } });
    expect(await linksOf(client, rmmId)).toMatchObject({ Unknown: 'Fabrikam (person)' });
  });

  test('rejects a suggestion, which does not return until that is taken back', async () => {
    const { client, rmm, rmmId, resync } = await startLinked();
    rmm.batches = [
      batch({ companies: [company('r1', 'Contoso'), company('r2', 'Unknown'), company('r3', 'Fabrikamm')] }),
    ];
    await resync();
    const { id, suggestions } = await companyOf(client, 'Fabrikamm');
    const organizationId = suggestions[0].organizationId;
    expect(suggestions[0].name).toBe('Fabrikam');
    const path = `/api/v1/companies/${id}/rejections`;
    const rejected = await client.request('POST', path, { organizationId });
    expect(rejected).toMatchObject({ status: 200, body: { state: 'unlinked', suggestions: [] } });
    expect((await client.request('POST', path, { organizationId })).status).toBe(200);
    // Now the names are equal, which would link them.
    rmm.batches = [
      batch({ companies: [company('r1', 'Contoso'), company('r2', 'Unknown'), company('r3', 'Fabrikam')] }),
    ];
    await resync();
    expect(await linksOf(client, rmmId)).toMatchObject({ Fabrikam: null });
    const back = await client.request('DELETE', `${path}/${organizationId}`);
    expect(back).toMatchObject({ status: 200, body: { suggestions: [{ organizationId }] } });
    const { items } = (await client.request('GET', '/api/v1/audit?limit=50')).body;
    const actions = items.map(({ action }: { action: string }) => action);
    expect(actions.filter((action: string) => action.includes('reject'))).toEqual([
      'company.unreject',
      'company.reject',
    ]);
  });

  test('cannot reject what is linked, what is not there, or what belongs to others', async () => {
    const { client, instance, site } = await startLinked();
    const path = `/api/v1/companies/${site.id}/rejections`;
    const { organizationId } = site;
    expect((await client.request('POST', path, { organizationId })).status).toBe(422);
    expect((await client.request('POST', path, { organizationId: 'org_none' })).status).toBe(404);
    expect((await client.request('DELETE', '/api/v1/companies/com_none/rejections/org_none')).status).toBe(
      404,
    );
    const stranger = await instance.client();
    expect((await stranger.request('POST', path, { organizationId })).status).toBe(404);
    const viewer = await instance.client('viewer', client.workspaceId);
    expect((await viewer.request('POST', path, { organizationId })).status).toBe(403);
  });

  test('takes many links back at once, all or none, and is suggested them again', async () => {
    const { client, site, rmmId } = await startLinked();
    const path = '/api/v1/companies/bulk-unlink';
    const refused = await client.request('POST', path, { companyIds: [site.id, 'com_none'] });
    expect(refused).toMatchObject({ status: 422, body: { errors: [{ path: 'companyIds.1' }] } });
    expect(await linksOf(client, rmmId)).toMatchObject({ Contoso: 'Contoso (automatic)' });
    expect((await client.request('POST', path, { companyIds: [site.id] })).status).toBe(204);
    const { items } = (await client.request('GET', `/api/v1/companies?integrationId=${rmmId}&state=unlinked`))
      .body;
    const again = items.find(({ id }: { id: string }) => id === site.id);
    expect(again.suggestions[0].organizationId).toBe(site.organizationId);
  });

  test('of another workspace reaches none of it, nor may a viewer change it', async () => {
    const { client, instance, site } = await startLinked();
    const stranger = await instance.client();
    const { id: organizationId } = await organizationOf(client, 'Fabrikam');
    const own = (await stranger.request('POST', '/api/v1/organizations', { name: 'Own' })).body;
    const link = `/api/v1/companies/${site.id}/link`;
    const attempts: [string, string, unknown?][] = [
      ['PUT', link, { organizationId: own.id }],
      ['DELETE', link],
      ['POST', `/api/v1/companies/${site.id}/ignore`],
      ['DELETE', `/api/v1/companies/${site.id}/ignore`],
      ['GET', `/api/v1/organizations/${organizationId}`],
      ['PATCH', `/api/v1/organizations/${organizationId}`, { name: 'Taken' }],
      ['DELETE', `/api/v1/organizations/${organizationId}`],
      ['POST', `/api/v1/organizations/${organizationId}/merge`, { intoOrganizationId: own.id }],
      ['POST', `/api/v1/organizations/${own.id}/merge`, { intoOrganizationId: organizationId }],
      ['POST', `/api/v1/organizations/${organizationId}/unmerge`],
      ['POST', `/api/v1/organizations/${organizationId}/split`, { name: 'Part', companyIds: [site.id] }],
    ];
    for (const [method, path, body] of attempts) {
      expect({ path, status: (await stranger.request(method, path, body)).status }).toEqual({
        path,
        status: 404,
      });
    }
    expect((await client.request('PUT', link, { organizationId: own.id })).status).toBe(404);
    const viewer = await instance.client('viewer', client.workspaceId);
    expect((await viewer.request('PUT', link, { organizationId })).status).toBe(403);
    expect((await viewer.request('GET', '/api/v1/companies')).body.total).toBe(4);
  });
});

describe('organizations', () => {
  test('are made, found, renamed and deleted while nothing is linked to them', async () => {
    const { client } = await startScene();
    const made = await client.request('POST', '/api/v1/organizations', { name: ' Contoso ' });
    expect(made).toMatchObject({
      status: 201,
      body: { name: 'Contoso', companies: [], agreements: 0, lineItems: 0 },
    });
    const path = `/api/v1/organizations/${made.body.id}`;
    expect((await client.request('PATCH', path, { name: 'Contoso West' })).body.name).toBe('Contoso West');
    expect((await client.request('GET', '/api/v1/organizations?q=WEST')).body.total).toBe(1);
    expect((await client.request('GET', '/api/v1/organizations?q=100%25')).body.total).toBe(0);
    expect((await client.request('POST', '/api/v1/organizations', { name: '  ' })).status).toBe(400);
    expect((await client.request('DELETE', path)).status).toBe(204);
    expect((await client.request('DELETE', path)).status).toBe(404);
  });

  test('cannot be deleted while companies are linked, but merged into another', async () => {
    const { client, psa, psaId, instance } = await startScene();
    psa.batches = [
      batch({
        companies: [company('1', 'Contoso'), company('2', 'Contoso West')],
        agreements: [agreement('a1', '1', [line('l1')]), agreement('a2', '2', [line('l2'), line('l3')])],
      }),
    ];
    await syncToEnd(client, psaId);
    const { items } = (await client.request('GET', '/api/v1/organizations')).body;
    const [main, west] = items;
    expect((await client.request('DELETE', `/api/v1/organizations/${west.id}`)).status).toBe(409);
    const itself = await client.request('POST', `/api/v1/organizations/${west.id}/merge`, {
      intoOrganizationId: west.id,
    });
    expect(itself.status).toBe(422);

    const merged = await client.request('POST', `/api/v1/organizations/${west.id}/merge`, {
      intoOrganizationId: main.id,
    });

    expect(merged).toMatchObject({ status: 200, body: { id: main.id, agreements: 2, lineItems: 3 } });
    expect(merged.body.companies).toHaveLength(2);
    const { body } = await client.request('GET', `/api/v1/line-items?organizationId=${main.id}`);
    expect(body.total).toBe(3);
    const { rows } = await instance.context.db.pool.query(
      `SELECT action FROM audit_log WHERE action LIKE 'organization.%'`,
    );
    expect(rows).toEqual([{ action: 'organization.merge' }]);
  });

  test('are paged by name without losing or repeating one', async () => {
    const { client } = await startScene();
    for (const name of ['b', 'A', 'a', 'C', 'é']) {
      await client.request('POST', '/api/v1/organizations', { name });
    }
    const names: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const at: string = cursor === '' ? '' : `&cursor=${cursor}`;
      const { body } = await client.request('GET', `/api/v1/organizations?limit=2${at}`);
      expect(body.total).toBe(5);
      names.push(...body.items.map(({ name }: { name: string }) => name));
      cursor = body.nextCursor;
    }
    expect(names.toSorted()).toEqual(['A', 'C', 'a', 'b', 'é'].toSorted());
    expect((await client.request('GET', '/api/v1/organizations?cursor=nonsense')).status).toBe(400);
    expect((await client.request('GET', '/api/v1/organizations?page=2')).status).toBe(400);
  });
});
