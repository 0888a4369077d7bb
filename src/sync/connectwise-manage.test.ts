import { expect, onTestFinished, test } from 'vitest';
import { MANAGE, type ManageLineTruth, manageOf } from '../../sandbox/connectwise-manage/data.ts';
import { startSandbox } from '../../sandbox/sandbox.ts';
import { loadConnectors } from '../connectors/registry.ts';
import { startTestInstance, type TestClient } from '../http/testing.ts';
import { syncToEnd } from './testing.ts';

test('ConnectWise as the PSA: every client, agreement and line is taken over, and a second sync writes nothing', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const instance = await startTestInstance(await loadConnectors());
  const client = await instance.client();
  const credentials = sandbox.credentials(MANAGE);
  const { body } = await client.request('POST', '/api/v1/integrations', { vendor: MANAGE, credentials });
  const path = `/api/v1/integrations/${body.id}`;
  expect((await client.request('POST', `${path}/test`)).body).toMatchObject({
    ok: true,
    message: 'Signed in to ConnectWise Manage; it has 96 agreements.',
  });
  expect(await syncToEnd(client, body.id)).toMatchObject({ status: 'succeeded', error: null });

  const { lines, agreements } = manageOf(sandbox.msp);
  expect((await client.request('GET', path)).body.counts).toMatchObject({
    companies: 40,
    agreements: agreements.length,
  });
  const idsIn = (state: ManageLineTruth['state']) =>
    lines.filter((line) => line.state === state).map(({ lineExternalId }) => lineExternalId);
  const text = lines.filter(({ productName }) => productName === 'Carried over from last year');
  const textIds = text.map(({ lineExternalId }) => lineExternalId);
  expect(await listed(client, 'ended')).toEqual(idsIn('ended').sort());
  expect(await listed(client, 'upcoming')).toEqual(idsIn('upcoming').sort());
  expect(await listed(client, 'unmappable')).toEqual(textIds);
  const active = idsIn('active').filter((id) => !textIds.includes(id));
  expect(await listed(client, 'unmapped')).toEqual(active.sort());

  const again = await syncToEnd(client, body.id);
  expect(again).toMatchObject({
    status: 'succeeded',
    rows: { added: 0, changed: 0, removed: 0, rejected: 0 },
  });
});

/** The ids, in the PSA, of the lines in a state. */
async function listed(client: TestClient, state: string): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ''; cursor !== null; ) {
    const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
    const { body } = await client.request('GET', `/api/v1/line-items?limit=500&state=${state}${from}`);
    ids.push(...body.items.map((line: { externalId: string }) => line.externalId));
    cursor = body.nextCursor ?? null;
  }
  return ids.sort();
}
