import { randomUUID } from 'node:crypto';
import { expect, inject, onTestFinished, test } from 'vitest';
import { openDatabase } from './connect.ts';
import { openForServing } from './serving.ts';
import { inWorkspace } from './workspace-scope.ts';

/** An empty database of a user's own, as an operator makes one. */
async function giveDatabase(rights: string) {
  const { host, user } = inject('testServer');
  const admin = openDatabase({ host, user, database: 'postgres' });
  const name = `mine_${randomUUID().replaceAll('-', '').slice(0, 12)}`;
  await admin.pool.query(`CREATE ROLE ${name} LOGIN ${rights}`);
  await admin.pool.query(`CREATE DATABASE ${name} OWNER ${name}`);
  onTestFinished(async () => {
    await admin.pool.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.pool.query(`DROP ROLE IF EXISTS ${name}_app`);
    await admin.pool.query(`DROP ROLE ${name}`);
    await admin.stop();
  });
  return { admin, name, options: { host, user: name, database: name } };
}

async function serve(options: Parameters<typeof openForServing>[0]) {
  const serving = await openForServing(options);
  onTestFinished(() => serving.db.stop());
  return serving;
}

const WHO = 'SELECT current_user::text AS name, count(*) AS seen FROM workspace';

async function whatIsSeen({ db }: Awaited<ReturnType<typeof serve>>) {
  await db.acrossWorkspaces.pool.query(
    `INSERT INTO workspace (workspace_id, name, plan) VALUES ('ws_a', 'A', 'free'), ('ws_b', 'B', 'free')
     ON CONFLICT DO NOTHING`,
  );
  const { rows } = await inWorkspace('ws_a', () => db.pool.query(WHO));
  return rows[0];
}

test('a user that may create roles gets one that the policies hold, and finds it again', async () => {
  const { name, options } = await giveDatabase('CREATEROLE');
  for (const _ of ['the first start', 'the second']) {
    const serving = await serve(options);
    expect(serving.unheld).toBeNull();
    expect(await whatIsSeen(serving)).toEqual({ name: `${name}_app`, seen: 1 });
  }
});

test('a user that may not serves all the same, and it is said why nothing holds it', async () => {
  const { name, options } = await giveDatabase('NOCREATEROLE');
  const serving = await serve(options);
  expect(serving.unheld).toBe('permission denied to create role');
  expect(await whatIsSeen(serving)).toEqual({ name, seen: 2 });
});

test('a role that someone else has made for the user is taken', async () => {
  const { admin, name, options } = await giveDatabase('NOCREATEROLE');
  await admin.pool.query(`CREATE ROLE ${name}_app NOLOGIN`);
  await admin.pool.query(`GRANT ${name}_app TO ${name}`);
  const serving = await serve(options);
  expect(serving.unheld).toBeNull();
  expect(await whatIsSeen(serving)).toEqual({ name: `${name}_app`, seen: 1 });
});

test('a role of that name that no policy holds is not taken for one', async () => {
  const { admin, name, options } = await giveDatabase('NOCREATEROLE');
  await admin.pool.query(`CREATE ROLE ${name}_app NOLOGIN BYPASSRLS`);
  await admin.pool.query(`GRANT ${name}_app TO ${name}`);
  expect((await serve(options)).unheld).toBe(`no policy holds the role ${name}_app`);
});

test('tables in a schema named after the user are found by the role', async () => {
  const { name, options } = await giveDatabase('CREATEROLE');
  const own = openDatabase({ ...options, user: inject('testServer').user });
  await own.pool.query(`CREATE SCHEMA ${name} AUTHORIZATION ${name}`);
  await own.stop();
  const serving = await serve(options);
  expect(serving.unheld).toBeNull();
  expect(await whatIsSeen(serving)).toEqual({ name: `${name}_app`, seen: 1 });
});
