/** The composition root: the only file that knows every part. */

import { type Logger, pino } from 'pino';
import { ensureWebBuilt } from '../web/build.ts';
import { createAuth } from './accounts/auth.ts';
import { createMailer } from './accounts/mail.ts';
import { bootstrapWorkspace, SetUpCode } from './accounts/set-up.ts';
import { type Config, loadConfig } from './config.ts';
import { loadConnectors } from './connectors/registry.ts';
import type { Database } from './database/connect.ts';
import { type EmbeddedPostgres, startEmbeddedPostgres } from './database/embedded/postgres.ts';
import { hasPeople } from './database/queries/accounts.ts';
import { openForServing } from './database/serving.ts';
import { createDemo } from './demo/demo.ts';
import { createApp, readVersion } from './http/app.ts';
import { lockInstance } from './instance-lock.ts';
import type { VendorAddresses } from './integrations/open.ts';
import { createJobs } from './jobs.ts';
import { wordsOf } from './plain-error.ts';
import { SecretBox } from './secret-box.ts';

const LOOPBACK = '127.0.0.1';
/** Work that does not end in this time is given up when the instance stops. */
const STOP_LIMIT_MS = 20_000;

/** What has been started, to be stopped in the reverse order. */
const stops: (() => Promise<unknown>)[] = [];

async function start(isDemoInstance: boolean): Promise<void> {
  const config = configFor(isDemoInstance);
  const host = isDemoInstance ? LOOPBACK : config.host;
  const lock = await lockInstance(config.dataDir);
  stops.push(() => lock.release());
  const webRoot = await ensureWebBuilt(() => say('Building the page, once …'));
  const logger = pino({ level: config.logLevel });
  const db = await connect(config, logger);
  const connectors = await loadConnectors();
  const secrets = new SecretBox(config.secret);
  const { publicUrl, mail, provider } = config.accounts;
  const mailer = createMailer(mail, logger);
  const auth = createAuth({ db, secret: config.secret, publicUrl, mailer, log: logger, provider });
  const vendorAddresses: VendorAddresses = {
    allowsPrivate: config.allowPrivateVendorUrls,
    trustedOrigin: null,
  };
  const jobs = await createJobs({ config, db, connectors, secrets, vendorAddresses, mailer, log: logger });
  stops.push(() => jobs.stop());
  const context = { config, db, connectors, secrets, jobs, vendorAddresses, mailer };
  const demo = createDemo({ context, auth, isDemoInstance });
  stops.push(() => demo.stop());
  const setUpCode = new SetUpCode();
  const app = await createApp({
    context,
    auth,
    setUpCode,
    logger,
    version: await readVersion(),
    webRoot,
    demo,
  });
  stops.push(() => app.close());

  if (config.bootstrapApiKey !== null && (await bootstrapWorkspace(db, config.bootstrapApiKey))) {
    say('Created a first workspace with the API key of TIEOUT_BOOTSTRAP_API_KEY.');
  }
  if (isDemoInstance) {
    say('Loading the demo …');
    await demo.start();
  } else {
    demo.start().catch((error) => logger.error({ err: error }, 'the demo did not start'));
  }
  const address = await app.listen({ host, port: config.port });
  say(`\nTieout is at ${address}\n`);
  if (!(await hasPeople(db.acrossWorkspaces.pool))) {
    say(`Open it to set it up. The code it asks for: ${setUpCode.code}\n`);
  }
}

/** The demo keeps to itself: a folder of its own, and never the operator's database. */
function configFor(isDemoInstance: boolean): Config {
  return isDemoInstance ? { ...loadConfig(process.env, 'demo'), databaseUrl: null } : loadConfig(process.env);
}

async function connect({ databaseUrl, dataDir }: Config, logger: Logger): Promise<Database> {
  const options = databaseUrl === null ? await startEmbedded(dataDir) : { connectionString: databaseUrl };
  const { db, unheld } = await openForServing(options);
  stops.push(() => db.stop());
  if (unheld !== null) {
    logger.warn(
      { reason: unheld },
      'the database does not keep workspaces apart by itself: it gave no role for it (see docs/operating.md, “A database of your own”)',
    );
  }
  return db;
}

async function startEmbedded(dataDir: string): Promise<EmbeddedPostgres['connection']> {
  const server: EmbeddedPostgres = await startEmbeddedPostgres({ dataDir });
  stops.push(() => server.stop());
  if (!server.folder.startsWith(dataDir)) {
    say(
      `PostgreSQL cannot run as root, nor reach ${dataDir} as another user: its data are in ${server.folder}.`,
    );
  }
  void server.ended.then((said) => stop(1, `PostgreSQL has ended unexpectedly. It said:\n${said}`));
  return server.connection;
}

let isStopping = false;

async function stop(code: number, message?: string): Promise<void> {
  if (isStopping) {
    return;
  }
  isStopping = true;
  if (message !== undefined) {
    console.error(message);
  }
  setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
  for (const one of stops.reverse()) {
    await one().catch((error: Error) => console.error(error.message));
  }
  process.exit(code);
}

function say(text: string): void {
  console.log(text);
}

function describe(error: unknown): string {
  const { code, port } = error as { code?: string; port?: number };
  return code === 'EADDRINUSE'
    ? `Port ${port} is in use by another program. Stop it, or set PORT to another one.`
    : wordsOf(error);
}

process.on('SIGINT', () => void stop(0));
process.on('SIGTERM', () => void stop(0));
/** Settled when the product serves. */
export const started = start(process.argv.includes('--demo')).catch((error) => stop(1, describe(error)));
