import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { loadConnectors } from '../connectors/registry.ts';
import { startTestInstance, type TestClient } from '../http/testing.ts';
import { syncToEnd } from './testing.ts';

const VENDORS = [
  'sentinelone',
  'huntress',
  'sophos-central',
  'bitdefender-gravityzone',
  'tactical-rmm',
  'datto-rmm',
  'syncro',
];

type Company = { externalId: string; organizationName: string | null };

async function connect(client: TestClient, vendor: string, credentials: Record<string, string>) {
  const { body } = await client.request('POST', '/api/v1/integrations', { vendor, credentials });
  return { id: body.id as string, first: await syncToEnd(client, body.id) };
}

test('endpoint products and RMMs are taken over, their companies find the clients, and a second sync writes nothing', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const instance = await startTestInstance(await loadConnectors());
  const client = await instance.client();
  await connect(client, 'halopsa', sandbox.credentials('halopsa'));

  for (const vendor of VENDORS) {
    const { id, first } = await connect(client, vendor, sandbox.credentials(vendor));
    expect(first).toMatchObject({ status: 'succeeded', error: null, rows: { rejected: 0 } });
    const { body } = await client.request('GET', `/api/v1/companies?limit=500&integrationId=${id}`);
    const found = (body.items as Company[]).map((row) => [row.externalId, row.organizationName]);
    const expected = sandbox.msp.companyTruth
      .filter((row) => row.vendor === vendor)
      .map((row) => [row.externalId, row.exactNameMatch ? row.organizationName : null]);
    expect(Object.fromEntries(found), vendor).toEqual(Object.fromEntries(expected));
    expect(await syncToEnd(client, id), vendor).toMatchObject({
      status: 'succeeded',
      rows: { added: 0, changed: 0, removed: 0 },
    });
  }
});
