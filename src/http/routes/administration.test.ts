import { expect, test } from 'vitest';
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
import { startTestInstance } from '../testing.ts';

async function startScene() {
  const psa = scriptVendor('psa', ['agreements']);
  psa.batches = [
    batch({
      companies: [company('c1', 'Alder')],
      agreements: [agreement('a1', 'c1', [line('l1'), line('l2')])],
    }),
  ];
  const instance = await startTestInstance(connectorsOf(psa));
  const client = await instance.client();
  await syncToEnd(client, await connect(client, 'psa'));
  const { body } = await client.request('GET', '/api/v1/line-items');
  return { instance, client, ids: body.items.map(({ id }: { id: string }) => id) as string[] };
}

test('the audit log says who did what, before and after, latest first, by subject and page by page', async () => {
  const { client, ids } = await startScene();
  for (const lineItemId of ids) {
    await client.request('POST', '/api/v1/line-items/bulk', {
      action: 'ignore',
      items: [{ lineItemId, reason: 'Labour' }],
    });
  }
  await client.request('POST', '/api/v1/line-items/bulk', {
    action: 'restore',
    items: [{ lineItemId: ids[0] }],
  });
  const { body } = await client.request('GET', `/api/v1/audit?subjectId=${ids[0]}`);
  expect(body.total).toBe(2);
  const [restored, ignored] = body.items;
  expect(restored.actor).toMatchObject({ kind: 'key' });
  expect([restored.subject.id, ignored.subject.id]).toEqual([ids[0], ids[0]]);
  expect(restored.subject.name).toContain('Alder');
  expect(JSON.stringify(ignored.after)).toContain('Labour');
  expect(JSON.stringify(restored.before)).toContain('Labour');
  const seen: string[] = [];
  let cursor = '';
  do {
    const page = (await client.request('GET', `/api/v1/audit?limit=2${cursor}`)).body;
    seen.push(...page.items.map(({ id }: { id: string }) => id));
    cursor = page.nextCursor === null ? '' : `&cursor=${page.nextCursor}`;
  } while (cursor !== '');
  expect(seen.length).toBeGreaterThan(3);
  expect(seen).toEqual([...new Set(seen)].sort((a, b) => Number(b) - Number(a)));
  const tomorrow = new Date(Date.now() + 86_400_000).toISOString().slice(0, 10);
  expect((await client.request('GET', `/api/v1/audit?from=${tomorrow}`)).body.items).toEqual([]);
});

test('neither members nor audit entries of another workspace are shown', async () => {
  const { instance, client, ids } = await startScene();
  await client.request('POST', '/api/v1/line-items/bulk', {
    action: 'ignore',
    items: ids.map((lineItemId) => ({ lineItemId, reason: 'Labour' })),
  });
  const stranger = await instance.client();
  expect((await stranger.request('GET', '/api/v1/audit')).body.total).toBe(0);
  const { pool } = instance.context.db;
  const [workspace] = (await pool.query('SELECT workspace_id FROM line_item LIMIT 1')).rows;
  await pool.query(
    `INSERT INTO auth_user ("id", "name", "email") VALUES ('u1', 'Zoe', 'zoe@example.com'), ('u2', 'Ann', 'ann@example.com')`,
  );
  await pool.query(
    `INSERT INTO member (workspace_id, user_id, role) VALUES ($1, 'u1', 'biller'), ($1, 'u2', 'owner')`,
    [workspace.workspace_id],
  );
  const { body } = await client.request('GET', '/api/v1/members');
  expect(body.items).toEqual([
    { id: 'u2', name: 'Ann', email: 'ann@example.com', role: 'owner' },
    { id: 'u1', name: 'Zoe', email: 'zoe@example.com', role: 'biller' },
  ]);
  expect((await stranger.request('GET', '/api/v1/members')).body.items).toEqual([]);
});

test('an entry names its subject as it is called now, and what is gone as it was called', async () => {
  const { client } = await startScene();
  const made = await client.request('POST', '/api/v1/organizations', { name: 'Birch' });
  await client.request('PATCH', `/api/v1/organizations/${made.body.id}`, { name: 'Birch & Co' });
  const names = async () => {
    const { body } = await client.request('GET', '/api/v1/audit?subjectKind=organization');
    return body.items
      .filter(({ subject }: { subject: { id: string } }) => subject.id === made.body.id)
      .map(({ subject }: { subject: { name: string } }) => subject.name);
  };
  expect(await names()).toEqual(['Birch & Co', 'Birch & Co']);
  await client.request('DELETE', `/api/v1/organizations/${made.body.id}`);
  expect((await names())[0]).toBe('Birch & Co');
});
