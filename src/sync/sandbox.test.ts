import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { loadConnectors } from '../connectors/registry.ts';
import { startTestInstance } from '../http/testing.ts';
import { syncToEnd } from './testing.ts';

test('the three vendors of the sandbox are taken over completely, and their clients find each other', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const instance = await startTestInstance(await loadConnectors());
  const client = await instance.client();
  const ids = new Map<string, string>();
  for (const vendor of ['halopsa', 'ninjaone', 'microsoft-365']) {
    const credentials = sandbox.credentials(vendor);
    const { status, body } = await client.request('POST', '/api/v1/integrations', { vendor, credentials });
    expect(status).toBe(201);
    ids.set(vendor, body.id);
    expect(await client.request('POST', `/api/v1/integrations/${body.id}/test`)).toMatchObject({
      body: { ok: true },
    });
    expect(await syncToEnd(client, body.id)).toMatchObject({ status: 'succeeded', error: null });
  }

  const organizations = await client.request('GET', '/api/v1/organizations?limit=500');
  const lines = organizations.body.items.reduce(
    (sum: number, one: { lineItems: number }) => sum + one.lineItems,
    0,
  );
  expect(lines).toBe(sandbox.msp.expectations.length);
  for (const vendor of ['ninjaone', 'microsoft-365']) {
    const path = `/api/v1/companies?limit=500&integrationId=${ids.get(vendor)}`;
    const companies: { externalId: string; organizationName: string | null }[] = (
      await client.request('GET', path)
    ).body.items;
    const found = companies.map(
      ({ externalId, organizationName }) => [externalId, organizationName] as const,
    );
    const expected = sandbox.msp.companyTruth
      .filter((one) => one.vendor === vendor)
      .map((one) => [one.externalId, one.exactNameMatch ? one.organizationName : null] as const);
    expect(Object.fromEntries(found)).toEqual(Object.fromEntries(expected));
  }

  const again = await syncToEnd(client, ids.get('ninjaone') ?? '');
  expect(again).toMatchObject({ status: 'succeeded', rows: { added: 0, changed: 0, removed: 0 } });
});

test('a vendor that breaks off leaves the data as they were, and says why in its own words', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const instance = await startTestInstance(await loadConnectors());
  const client = await instance.client();
  const credentials = sandbox.credentials('ninjaone');
  const { body } = await client.request('POST', '/api/v1/integrations', { vendor: 'ninjaone', credentials });
  await syncToEnd(client, body.id);
  const countsOf = async () => (await client.request('GET', `/api/v1/integrations/${body.id}`)).body.counts;
  const before = await countsOf();

  sandbox.setFault('ninjaone', { kind: 'status', status: 403 });
  const run = await syncToEnd(client, body.id);

  expect(run.status).toBe('failed');
  expect(run.error.code).toBe('forbidden');
  expect(await countsOf()).toEqual(before);
  expect(before.devices).toBeGreaterThan(1000);
});
