import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { hashApiKey } from '../accounts/api-keys.ts';
import { createAuth } from '../accounts/auth.ts';
import { createMailer } from '../accounts/mail.ts';
import { SetUpCode } from '../accounts/set-up.ts';
import { type AccountsConfig, NO_ACCOUNTS_CONFIG } from '../config-accounts.ts';
import type { Connector } from '../connectors/connector.ts';
import { insertApiKey } from '../database/queries/api-keys.ts';
import { insertWorkspace } from '../database/queries/workspaces.ts';
import { createTestDatabase } from '../database/testing.ts';
import { createId } from '../ids.ts';
import { createJobs } from '../jobs.ts';
import { SecretBox } from '../secret-box.ts';
import { createApp } from './app.ts';
import type { AppContext } from './context.ts';
import type { Role } from './policy.ts';

const SECRET = 'a secret of at least thirty-two characters';

/** What the server answered: the status and the JSON body, if any. */
// biome-ignore lint/suspicious/noExplicitAny: tests read answers field by field and assert what is in them
export type Answer = { status: number; body: any };

/** A client of the API, acting in one workspace with one role. */
export type TestClient = {
  workspaceId: string;
  key: string;
  request: (method: string, path: string, body?: unknown) => Promise<Answer>;
};

export type TestInstance = {
  url: string;
  context: AppContext;
  setUpCode: SetUpCode;
  /** A new workspace with a key of this role, or a key of another role in one that is there. */
  client: (role?: Role, workspaceId?: string) => Promise<TestClient>;
};

/** The server over HTTP on a database of its own, with the given vendors; stopped when the test is finished. */
export async function startTestInstance(
  connectors: ReadonlyMap<string, Connector>,
  accounts: Partial<AccountsConfig> = {},
): Promise<TestInstance> {
  const db = await createTestDatabase();
  const webRoot = await mkdtemp(join(tmpdir(), 'tieout-web-'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Tieout</title>');
  const logger = pino({ level: 'silent' });
  const secrets = new SecretBox(SECRET);
  const vendorAddresses = { allowsPrivate: true, trustedOrigin: null };
  const jobs = await createJobs({ db, connectors, secrets, vendorAddresses, log: logger });
  const config = {
    logLevel: 'warn' as const,
    port: 0,
    host: '127.0.0.1',
    dataDir: webRoot,
    databaseUrl: null,
    secret: SECRET,
    allowPrivateVendorUrls: true,
    bootstrapApiKey: null,
    operatorKey: 'operator-key-of-the-tests',
    accounts: { ...NO_ACCOUNTS_CONFIG, ...accounts },
  };
  const context = { config, db, connectors, secrets, jobs, vendorAddresses };
  const setUpCode = new SetUpCode();
  const app = await createApp({
    context,
    auth: createAuth({
      db,
      secret: SECRET,
      publicUrl: config.accounts.publicUrl,
      mailer: createMailer(config.accounts.mail, logger),
      provider: config.accounts.provider,
    }),
    setUpCode,
    logger,
    version: '0.0.0',
    webRoot,
    demo: { isDemoInstance: false, signIn: async () => [], load: async () => undefined },
  });
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  onTestFinished(async () => {
    await app.close();
    await jobs.stop();
    await db.drop();
    await rm(webRoot, { recursive: true, force: true });
  });
  return {
    url,
    context,
    setUpCode,
    client: (role, workspaceId) => createClient(url, context, role, workspaceId),
  };
}

async function createClient(
  url: string,
  { db }: AppContext,
  role: Role = 'owner',
  existing?: string,
): Promise<TestClient> {
  const workspaceId = existing ?? createId('ws');
  if (existing === undefined) {
    await insertWorkspace(db.pool, {
      id: workspaceId,
      name: 'A workspace',
      plan: 'enterprise',
      isDemo: false,
    });
  }
  const key = createId('key_of_a_test');
  await insertApiKey(db.pool, {
    workspaceId,
    id: createId('key'),
    name: 'Test',
    keyHash: hashApiKey(key),
    role,
  });
  return { workspaceId, key, request: (method, path, body) => request(`${url}${path}`, key, method, body) };
}

async function request(url: string, key: string, method: string, body: unknown): Promise<Answer> {
  const hasBody = body !== undefined;
  const response = await fetch(url, {
    method,
    headers: { authorization: `Bearer ${key}`, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  return { status: response.status, body: text === '' ? null : JSON.parse(text) };
}
