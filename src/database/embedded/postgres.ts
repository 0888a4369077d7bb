import { chown, mkdtemp, rm } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { findBinaries } from './binaries.ts';
import { ensureCluster, USER } from './cluster.ts';
import { clearOrphan, SOCKET_FOLDER_PREFIX } from './orphan.ts';
import { type Account, findPlace } from './place.ts';
import { launch, type Server, stopServer } from './server.ts';

const DATABASE = 'postgres';
const READY_POLL_MS = 10;
const SILENCE_LIMIT_MS = 60_000;
const REMAINS_POLL_MS = 250;
const REMAINS_LIMIT_MS = 30_000;

export type EmbeddedPostgres = {
  /** How to connect: a folder with a Unix socket, reachable by the account that runs Tieout alone. */
  connection: { host: string; user: string; database: string };
  /** Where the data are. */
  folder: string;
  /** Resolves when the server ends, with what it said last. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

export type EmbeddedOptions = {
  /** An existing folder; the caller holds its instance lock. */
  dataDir: string;
  /** PostgreSQL's settings in place of ours. */
  settings?: Record<string, string>;
};

/**
 * Starts PostgreSQL on the data directory, creating the database the first time. No TCP port is opened.
 * @throws Error with what PostgreSQL said where it does not start.
 */
export async function startEmbeddedPostgres({
  dataDir,
  settings = {},
}: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const place = await findPlace(dataDir);
  const binaries = await findBinaries(place.account, dataDir);
  await ensureCluster(binaries, place);
  await clearOrphan(place.folder);
  const socketFolder = await makeSocketFolder(place.account);
  const connection = { host: socketFolder, user: USER, database: DATABASE };
  const start = () =>
    launch({ binaries, place, settings: { ...settings, unix_socket_directories: socketFolder } });
  const removeSocketFolder = () => rm(socketFolder, { recursive: true, force: true });
  try {
    const server = await startUntilReady(start, connection);
    const stop = () => stopServer(server).then(removeSocketFolder);
    return { connection, folder: place.folder, ended: server.ended, stop };
  } catch (error) {
    await removeSocketFolder();
    throw error;
  }
}

async function makeSocketFolder(account: Account): Promise<string> {
  // mkdtemp's folders are their owner's alone.
  const folder = await mkdtemp(SOCKET_FOLDER_PREFIX);
  if (account !== null) {
    await chown(folder, account.uid, account.gid);
  }
  return folder;
}

/** Where a killed server's last workers are still ending, PostgreSQL refuses to start until they have. */
async function startUntilReady(start: () => Server, connection: pg.ClientConfig): Promise<Server> {
  const deadline = Date.now() + REMAINS_LIMIT_MS;
  for (;;) {
    const server = start();
    const said = await untilReady(server, connection);
    if (said === null) {
      return server;
    }
    if (!said.includes('pre-existing shared memory block') || Date.now() > deadline) {
      throw new Error(`PostgreSQL did not start. It said:\n${said}`);
    }
    await wait(REMAINS_POLL_MS);
  }
}

/** @returns null when it can be connected to, else what it said before it ended. */
async function untilReady(server: Server, connection: pg.ClientConfig): Promise<string | null> {
  let deadline = Date.now() + SILENCE_LIMIT_MS;
  for (;;) {
    const answer = await Promise.race([tryToConnect(connection), server.ended.then((said) => ({ said }))]);
    if (typeof answer === 'object') {
      return answer.said;
    }
    if (answer === 'ready') {
      return null;
    }
    // After a crash it first repeats what the log holds, which takes the time it takes.
    if (answer === 'starting') {
      deadline = Date.now() + SILENCE_LIMIT_MS;
    }
    if (Date.now() > deadline) {
      await stopServer(server);
      throw new Error(`PostgreSQL has not answered for ${SILENCE_LIMIT_MS / 1000} s.`);
    }
    await wait(READY_POLL_MS);
  }
}

/** "the database system is starting up" (https://www.postgresql.org/docs/current/errcodes-appendix.html) */
const CANNOT_CONNECT_NOW = '57P03';

async function tryToConnect(connection: pg.ClientConfig): Promise<'ready' | 'starting' | 'silent'> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return 'ready';
  } catch (error) {
    return (error as { code?: string }).code === CANNOT_CONNECT_NOW ? 'starting' : 'silent';
  }
}
