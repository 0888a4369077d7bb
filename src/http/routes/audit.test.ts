import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { startTestInstance } from '../testing.ts';

const EXPORT = '/api/v1/audit/export';

async function startScene() {
  const instance = await startTestInstance(new Map());
  const client = await instance.client();
  const make = (name: string) => client.request('POST', '/api/v1/organizations', { name });
  return { instance, client, make };
}

test('entries of the audit log are added, and never changed or removed', async () => {
  const { instance, client, make } = await startScene();
  await make('Alder');
  const { pool } = instance.context.db;
  for (const statement of [
    `UPDATE audit_log SET actor_name = 'Nobody'`,
    `UPDATE audit_log SET after = NULL WHERE workspace_id = '${client.workspaceId}'`,
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'TRUNCATE workspace CASCADE',
    `DELETE FROM workspace WHERE workspace_id = '${client.workspaceId}'`,
  ]) {
    await expect(pool.query(statement), statement).rejects.toThrow(/append-only|violates foreign key/);
  }
  expect((await client.request('GET', '/api/v1/audit')).body).toMatchObject({
    total: 1,
    items: [{ action: 'organization.create', subject: { name: 'Alder' } }],
  });
});

test('the log is exported whole, as CSV and as JSON, by the same filters as the list', async () => {
  const { instance, client, make } = await startScene();
  await make('Alder, "the" client\nof ours');
  await make('=HYPERLINK("https://evil.example")');
  await instance.context.db.pool.query(
    `INSERT INTO audit_log (workspace_id, actor_kind, actor_name, action, subject_kind)
     SELECT $1, 'system', 'Tieout', 'test.fill', 'filling' FROM generate_series(1, 1200)`,
    [client.workspaceId],
  );
  const rows: Record<string, string>[] = parse((await client.request('GET', EXPORT)).body, { columns: true });
  const entries = (await client.request('GET', `${EXPORT}?format=json`)).body;
  expect([rows.length, entries.length]).toEqual([1202, 1202]);
  const listed = (await client.request('GET', '/api/v1/audit?subjectKind=organization')).body.items;
  const exported = (await client.request('GET', `${EXPORT}?format=json&subjectKind=organization`)).body;
  expect(exported).toEqual(listed);
  expect(rows.slice(-2).map(({ subjectName }) => subjectName)).toEqual([
    `'=HYPERLINK("https://evil.example")`,
    'Alder, "the" client\nof ours',
  ]);
  expect(rows.at(-1)).toMatchObject({
    ...{ at: listed[1].at, actorKind: 'key', action: 'organization.create' },
    after: JSON.stringify(listed[1].after),
  });
  expect((await client.request('GET', `${EXPORT}?format=json&to=2020-01-01`)).body).toEqual([]);
  expect((await client.request('GET', `${EXPORT}?format=xml`)).status).toBe(400);
});

test('another workspace exports nothing of it', async () => {
  const { instance, make } = await startScene();
  await make('Alder');
  const stranger = await instance.client();
  expect((await stranger.request('GET', `${EXPORT}?format=json`)).body).toEqual([]);
});
