import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxFault, startSandbox } from '../../sandbox/sandbox.ts';
import { SIMULATIONS } from '../../sandbox/simulations.ts';
import { forgetUse } from '../connectors/kit/limiter.ts';
import { retryPolicy } from '../connectors/kit/retry.ts';
import { loadConnectors } from '../connectors/registry.ts';
import { startTestInstance, type TestClient } from '../http/testing.ts';
import {
  agreement,
  batch,
  company,
  connect,
  connectorsOf,
  line,
  type ScriptedVendor,
  scriptVendor,
  syncToEnd,
} from './testing.ts';

type Trouble = { name: string; fault: SandboxFault; codes: string[] };

const TROUBLES: Trouble[] = [
  { name: 'a page of HTML instead of JSON', fault: { kind: 'html' }, codes: ['bad_response'] },
  { name: 'malformed JSON', fault: { kind: 'malformed' }, codes: ['bad_response'] },
  {
    name: 'a listing cut off midway',
    fault: { kind: 'cut-listing' },
    codes: ['incomplete_listing', 'vendor_error'],
  },
  { name: 'a connection that breaks midway', fault: { kind: 'cut' }, codes: ['unreachable', 'bad_response'] },
  { name: 'an answer of 500', fault: { kind: 'status', status: 500 }, codes: ['vendor_error'] },
  {
    name: 'too many requests, for good',
    fault: { kind: 'status', status: 429, retryAfterSeconds: 0.001 },
    codes: ['rate_limited'],
  },
  { name: 'permissions taken away', fault: { kind: 'status', status: 403 }, codes: ['forbidden'] },
  { name: 'a page that comes twice', fault: { kind: 'duplicate-page' }, codes: ['incomplete_listing'] },
];

/** Small enough that every vendor has a second page to go wrong. */
const PAGE_SIZE = 35;

const { baseDelayMs } = retryPolicy;
beforeEach(() => {
  retryPolicy.baseDelayMs = 1;
});
afterEach(() => {
  retryPolicy.baseDelayMs = baseDelayMs;
});

async function connectVendor(
  client: TestClient,
  vendor: string,
  credentials: Record<string, string>,
): Promise<string> {
  const { body } = await client.request('POST', '/api/v1/integrations', { vendor, credentials });
  return body.id;
}

/** What is known from an integration, and as of when. */
async function knownOf(client: TestClient, id: string) {
  const { body } = await client.request('GET', `/api/v1/integrations/${id}`);
  return { counts: body.counts, lastGoodSyncAt: body.lastGoodSyncAt };
}

/** The line of a client, billed in a PSA that never fails, compared with the vendor's count of the client. */
async function findingOf({ request }: TestClient) {
  const { body } = await request('GET', '/api/v1/reconciliation');
  const { counted, status, reason } = body.items[0];
  return { counted, status, reason };
}

/** A PSA that never fails, with one client and one line that a person counts. @returns the line's id */
async function billOneLine(client: TestClient, psa: ScriptedVendor): Promise<string> {
  psa.batches = [
    batch({
      companies: [company('c1', 'The client')],
      agreements: [agreement('a1', 'c1', [line('l1', { quantitySource: 'manual' })])],
    }),
  ];
  await syncToEnd(client, await connect(client, 'psa'));
  const { body } = await client.request('GET', '/api/v1/line-items');
  return body.items[0].id;
}

/** Maps the line to what the vendor counts of one of its companies. @returns whether the vendor counts anything */
async function mapTo(client: TestClient, lineItemId: string, vendorId: string): Promise<boolean> {
  const { body: options } = await client.request('GET', `/api/v1/line-items/${lineItemId}/options`);
  const offered = options.integrations.find(({ id }: { id: string }) => id === vendorId);
  if (offered === undefined) return false;
  const mapping = { integrationId: vendorId, metric: offered.metrics[0] };
  await client.request('PUT', `/api/v1/line-items/${lineItemId}/mapping`, mapping);
  const { body: organizations } = await client.request('GET', '/api/v1/organizations?q=The client');
  const { body } = await client.request('GET', `/api/v1/companies?integrationId=${vendorId}&limit=500`);
  for (const { id } of body.items) {
    const organizationId = organizations.items[0].id;
    await client.request('PUT', `/api/v1/companies/${id}/link`, { organizationId });
    if ((await findingOf(client)).counted > 0) return true;
  }
  throw new Error('no company of the sandbox has anything to count');
}

/** Every vendor that the sandbox plays. */
const VENDORS = SIMULATIONS.map(({ id }) => id);

/** The credentials with a wrong entry in every field that is secret. */
async function withCanaries(
  vendor: string,
  credentials: Record<string, string>,
): Promise<Record<string, string>> {
  const fields = (await loadConnectors()).get(vendor)?.credentialFields.filter(({ secret }) => secret) ?? [];
  return { ...credentials, ...Object.fromEntries(fields.map(({ name }) => [name, 'canary-5f2a'])) };
}

describe.each(VENDORS)('%s', (vendor) => {
  test('every trouble midway is a clear error, the previous data stay, findings become unknown, and the next good sync recovers', async () => {
    const sandbox = await startSandbox({ pageSizeCap: PAGE_SIZE });
    const psa = scriptVendor('psa', ['agreements']);
    const instance = await startTestInstance(new Map([...(await loadConnectors()), ...connectorsOf(psa)]));
    const client = await instance.client();
    const lineItemId = await billOneLine(client, psa);
    const id = await connectVendor(client, vendor, sandbox.credentials(vendor));
    await syncToEnd(client, id);
    // A PSA that counts nothing has no finding of its own; its agreements stay as they were.
    const isCounted = await mapTo(client, lineItemId, id);
    const finding = isCounted ? await findingOf(client) : null;
    const known = await knownOf(client, id);
    for (const { name, fault, codes } of TROUBLES) {
      forgetUse();
      sandbox.setFault(vendor, fault);
      const run = await syncToEnd(client, id);
      expect({ name, status: run.status, isNamed: codes.includes(run.error?.code) }).toEqual({
        name,
        status: 'failed',
        isNamed: true,
      });
      expect(run.error.message.length).toBeGreaterThan(20);
      expect(await knownOf(client, id)).toEqual(known);
      if (!isCounted) continue;
      expect([name, await findingOf(client)]).toEqual([
        name,
        { counted: null, status: 'unknown', reason: 'sync_failed' },
      ]);
      sandbox.setFault(vendor, null);
      expect((await syncToEnd(client, id)).status).toBe('succeeded');
      expect([name, await findingOf(client)]).toEqual([name, finding]);
      known.lastGoodSyncAt = (await knownOf(client, id)).lastGoodSyncAt;
    }
    sandbox.setFault(vendor, null);
    expect((await syncToEnd(client, id)).status).toBe('succeeded');
    await sandbox.close();
  }, 120_000);

  test('wrong credentials are said to be wrong, by the test and by the sync, without the secret', async () => {
    const sandbox: Sandbox = await startSandbox();
    const instance = await startTestInstance(await loadConnectors());
    const client = await instance.client();
    const credentials = await withCanaries(vendor, sandbox.credentials(vendor));
    const id = await connectVendor(client, vendor, credentials);
    const tested = await client.request('POST', `/api/v1/integrations/${id}/test`);
    expect(tested.body).toMatchObject({ ok: false });
    const run = await syncToEnd(client, id);
    expect(run).toMatchObject({ status: 'failed', error: { code: 'bad_credentials' } });
    expect(JSON.stringify([tested.body, run])).not.toContain('canary');
    await sandbox.close();
  });

  test('a host that does not answer is said to be unreachable', async () => {
    const sandbox = await startSandbox();
    const credentials = sandbox.credentials(vendor);
    await sandbox.close();
    const instance = await startTestInstance(await loadConnectors());
    const client = await instance.client();
    const id = await connectVendor(client, vendor, credentials);
    expect(await syncToEnd(client, id)).toMatchObject({ status: 'failed', error: { code: 'unreachable' } });
    expect((await client.request('POST', `/api/v1/integrations/${id}/test`)).body.ok).toBe(false);
  });
});
