import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FastifyBaseLogger } from 'fastify';
import { pino } from 'pino';
import { onTestFinished } from 'vitest';
import { hashApiKey } from '../accounts/api-keys.ts';
import { type Auth, createAuth, createPerson, signIn } from '../accounts/auth.ts';
import { createMailer } from '../accounts/mail.ts';
import { SetUpCode } from '../accounts/set-up.ts';
import type { Config } from '../config.ts';
import { type AccountsConfig, NO_ACCOUNTS_CONFIG } from '../config-accounts.ts';
import type { Connector } from '../connectors/connector.ts';
import { insertMember } from '../database/queries/accounts.ts';
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

/** A person's browser: signed in, working in the first workspace. */
export type TestPerson = Omit<TestClient, 'key'> & { id: string; email: string; cookie: string };

export type TestInstance = {
  url: string;
  context: AppContext;
  setUpCode: SetUpCode;
  /** Every route there is, hidden ones too: "GET /api/health". */
  routes: readonly string[];
  /** A new workspace with a key of this role, or a key of another role in one that is there. */
  client: (role?: Role, workspaceId?: string) => Promise<TestClient>;
  /** A new person who is signed in and belongs to a workspace that is there; to none without it. */
  person: (name: string, role: Role, workspaceId: string) => Promise<TestPerson>;
  /** A request without a key, with these cookies if any; the answer has the cookies that are set. */
  send: (
    method: string,
    path: string,
    body?: unknown,
    cookie?: string,
  ) => Promise<Answer & { cookie: string }>;
};

export const TEST_PASSWORD = 'a long enough password';

/** The server over HTTP on a database of its own, with the given vendors; stopped when the test is finished. */
export async function startTestInstance(
  connectors: ReadonlyMap<string, Connector>,
  accounts: Partial<AccountsConfig> = {},
  more: {
    logger?: FastifyBaseLogger;
    requestTimeoutMs?: number;
    config?: Partial<Pick<Config, 'trustedProxies' | 'keyRequestsPerMinute'>>;
  } = {},
): Promise<TestInstance> {
  const { logger = pino({ level: 'silent' }) } = more;
  const owned = await createTestDatabase();
  const db = owned.serving;
  const webRoot = await mkdtemp(join(tmpdir(), 'tieout-web-'));
  await writeFile(join(webRoot, 'index.html'), '<!doctype html><title>Tieout</title>');
  const secrets = new SecretBox(SECRET);
  const vendorAddresses = { allowsPrivate: true, trustedOrigin: null };
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
    trustedProxies: [],
    keyRequestsPerMinute: 100_000,
    ...more.config,
    accounts: { ...NO_ACCOUNTS_CONFIG, ...accounts },
  };
  const mailer = createMailer(config.accounts.mail, logger);
  const jobs = await createJobs({ config, db, connectors, secrets, vendorAddresses, mailer, log: logger });
  const context = { config, db, connectors, secrets, jobs, vendorAddresses, mailer };
  const setUpCode = new SetUpCode();
  const auth = createAuth({
    db,
    secret: SECRET,
    publicUrl: config.accounts.publicUrl,
    mailer,
    log: logger,
    provider: config.accounts.provider,
  });
  const routes: string[] = [];
  const app = await createApp({
    ...more,
    onRoute: ({ method, url }) => routes.push(...[method].flat().map((one) => `${one} ${url}`)),
    context,
    auth,
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
    await owned.drop();
    await rm(webRoot, { recursive: true, force: true });
  });
  // Tests look into every workspace.
  const forTests = { ...context, db: owned };
  return {
    url,
    context: forTests,
    setUpCode,
    routes,
    client: (role, workspaceId) => createClient(url, forTests, role, workspaceId),
    person: (name, role, workspaceId) =>
      createBrowser({ url, context: forTests, auth }, name, role, workspaceId),
    send: (method, path, body, cookie) =>
      send(`${url}${path}`, cookie === undefined ? {} : { cookie }, method, body),
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
  const headers = { authorization: `Bearer ${key}` };
  return { workspaceId, key, request: (method, path, body) => send(`${url}${path}`, headers, method, body) };
}

async function createBrowser(
  { url, context: { db }, auth }: { url: string; context: AppContext; auth: Auth },
  name: string,
  role: Role,
  workspaceId: string,
): Promise<TestPerson> {
  const email = `${name.toLowerCase()}@people.example`;
  const id = await createPerson(auth, { name, email, password: TEST_PASSWORD });
  await insertMember(db.pool, workspaceId, id, role);
  const cookie = cookieOf(await signIn(auth, { email, password: TEST_PASSWORD }));
  const headers = { cookie, origin: url };
  return {
    ...{ id, email, workspaceId, cookie },
    request: (method, path, body) => send(`${url}${path}`, headers, method, body),
  };
}

async function send(
  url: string,
  headers: Record<string, string>,
  method: string,
  body: unknown,
): Promise<Answer & { cookie: string }> {
  const hasBody = body !== undefined;
  const response = await fetch(url, {
    method,
    headers: { ...headers, ...(hasBody ? { 'content-type': 'application/json' } : {}) },
    ...(hasBody ? { body: JSON.stringify(body) } : {}),
  });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  const cookie = cookieOf(response.headers.getSetCookie());
  return { status: response.status, body: isJson ? JSON.parse(text) : text || null, cookie };
}

/** The cookies an answer sets, as a browser would send them. */
function cookieOf(set: string[]): string {
  return set.map((text) => text.split(';')[0]).join('; ');
}
