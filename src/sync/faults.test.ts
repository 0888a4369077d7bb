import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxFault, startSandbox } from '../../sandbox/sandbox.ts';
import { SIMULATIONS } from '../../sandbox/simulations.ts';
import { retryPolicy } from '../connectors/kit/retry.ts';
import { loadConnectors } from '../connectors/registry.ts';
import { startTestInstance, type TestClient } from '../http/testing.ts';
import { syncToEnd } from './testing.ts';

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
];

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
  test('every trouble midway is a clear error, the previous data stay, and the next good sync recovers', async () => {
    const sandbox = await startSandbox({ pageSizeCap: 50 });
    const instance = await startTestInstance(await loadConnectors());
    const client = await instance.client();
    const id = await connectVendor(client, vendor, sandbox.credentials(vendor));
    await syncToEnd(client, id);
    const known = await knownOf(client, id);
    for (const { name, fault, codes } of TROUBLES) {
      sandbox.setFault(vendor, fault);
      const run = await syncToEnd(client, id);
      expect({ name, status: run.status, isNamed: codes.includes(run.error?.code) }).toEqual({
        name,
        status: 'failed',
        isNamed: true,
      });
      expect(run.error.message.length).toBeGreaterThan(20);
      expect(await knownOf(client, id)).toEqual(known);
    }
    sandbox.setFault(vendor, null);
    expect((await syncToEnd(client, id)).status).toBe('succeeded');
    await sandbox.close();
  });

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
