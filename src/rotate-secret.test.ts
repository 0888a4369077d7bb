import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import { expect, onTestFinished, test } from 'vitest';
import { insertWorkspace } from './database/queries/workspaces.ts';
import { useTestDatabase } from './database/testing.ts';
import { openSecrets, sealSecrets } from './integrations/open.ts';
import { rotateSecret, rotateSecretFile, WrongSecretError } from './rotate-secret.ts';
import { SecretBox } from './secret-box.ts';

const BEFORE = 'the secret before, of more than thirty-two characters';
const AFTER = 'the secret afterwards, of more than thirty-two characters';
const CREDENTIALS = { clientSecret: 'what a vendor gave' };

/** Two workspaces with an integration each, and a person with a second factor who is signed in. */
async function useSealed() {
  const db = await useTestDatabase();
  const secrets = new SecretBox(BEFORE);
  for (const id of ['ws_a', 'ws_b']) {
    await insertWorkspace(db.pool, { id, name: id, plan: 'pro', isDemo: false });
    await db.pool.query(
      `INSERT INTO integration (workspace_id, id, vendor, name, secrets) VALUES ($1, 'int_1', 'v', 'V', $2)`,
      [id, sealSecrets({ secrets }, id, 'int_1', CREDENTIALS)],
    );
  }
  await db.pool.query(`INSERT INTO auth_user ("id", "name", "email", "emailVerified", "createdAt", "updatedAt")
    VALUES ('u', 'Ada', 'ada@example.com', false, now(), now())`);
  await db.pool.query(
    `INSERT INTO auth_two_factor ("id", "userId", "secret", "backupCodes") VALUES ('t', 'u', $1, $2)`,
    [
      await symmetricEncrypt({ key: BEFORE, data: 'authenticator' }),
      await symmetricEncrypt({ key: BEFORE, data: '["recovery"]' }),
    ],
  );
  await db.pool.query(`INSERT INTO auth_session ("id", "userId", "token", "expiresAt", "createdAt", "updatedAt")
    VALUES ('s', 'u', 'token', now() + interval '1 day', now(), now())`);
  const stored = async () => ({
    integrations: (await db.pool.query('SELECT workspace_id, secrets FROM integration ORDER BY 1')).rows,
    factors: (await db.pool.query('SELECT "secret", "backupCodes" FROM auth_two_factor')).rows,
    sessions: (await db.pool.query('SELECT FROM auth_session')).rowCount,
  });
  return { db, stored };
}

/** Everything opens with this secret and says what it said. */
async function expectSealedWith(key: string, { stored }: Awaited<ReturnType<typeof useSealed>>) {
  const { integrations, factors } = await stored();
  const secrets = new SecretBox(key);
  for (const { workspace_id: id, secrets: sealed } of integrations) {
    expect(openSecrets({ secrets }, id, 'int_1', sealed)).toEqual(CREDENTIALS);
  }
  expect(await symmetricDecrypt({ key, data: factors[0].secret })).toBe('authenticator');
  expect(await symmetricDecrypt({ key, data: factors[0].backupCodes })).toBe('["recovery"]');
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tieout-secret-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

test('credentials and second factors open with the new secret alone, and everybody is signed out', async () => {
  const scene = await useSealed();
  expect(await rotateSecret(scene.db, BEFORE, AFTER)).toEqual({ sealed: 3, unreadable: 0 });
  await expectSealedWith(AFTER, scene);
  const { integrations, sessions } = await scene.stored();
  expect(sessions).toBe(0);
  const before = new SecretBox(BEFORE);
  expect(() => openSecrets({ secrets: before }, 'ws_a', 'int_1', integrations[0].secrets)).toThrow(
    'another TIEOUT_SECRET',
  );
});

test('with another secret than the one that was used nothing changes', async () => {
  const scene = await useSealed();
  const stored = await scene.stored();
  await expect(rotateSecret(scene.db, 'a wrong secret of enough characters', AFTER)).rejects.toThrow(
    WrongSecretError,
  );
  expect(await scene.stored()).toEqual(stored);
});

test('what no longer opens stays as it is, and does not keep the others back', async () => {
  const scene = await useSealed();
  await scene.db.pool.query(`UPDATE integration SET secrets = 'v1.broken' WHERE workspace_id = 'ws_b'`);
  expect(await rotateSecret(scene.db, BEFORE, AFTER)).toEqual({ sealed: 2, unreadable: 1 });
  expect((await scene.stored()).integrations[1].secrets).toBe('v1.broken');
});

test('the secret of a data directory is replaced by one that nobody chose, for its owner alone', async () => {
  const scene = await useSealed();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'secret'), `${BEFORE}\n`, { mode: 0o600 });
  await rotateSecretFile(scene.db, folder, BEFORE);
  const secret = (await readFile(join(folder, 'secret'), 'utf8')).trim();
  expect(secret).toMatch(/^[\w-]{43}$/);
  expect((await stat(join(folder, 'secret'))).mode & 0o777).toBe(0o600);
  await expect(stat(join(folder, 'secret.next'))).rejects.toThrow('ENOENT');
  await expectSealedWith(secret, scene);
});

test.each([
  ['before', false],
  ['after', true],
])('a rotation that was cut off %s the database had it is gone on with', async (_, hadIt) => {
  const scene = await useSealed();
  const folder = await temporaryFolder();
  await writeFile(join(folder, 'secret'), `${BEFORE}\n`);
  await writeFile(join(folder, 'secret.next'), `${AFTER}\n`);
  if (hadIt) await rotateSecret(scene.db, BEFORE, AFTER);
  await rotateSecretFile(scene.db, folder, BEFORE);
  expect((await readFile(join(folder, 'secret'), 'utf8')).trim()).toBe(AFTER);
  await expectSealedWith(AFTER, scene);
});
