import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, chmod, chown, mkdir, mkdtemp, rename, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { type Account, binariesCache, databaseFolder, serverAccount } from './account.ts';
import { type Binaries, copyBinaries, findBinaries, makeSymlinks } from './binaries.ts';
import { stopOrphan } from './orphan.ts';

const USER = 'tieout';
const DATABASE = 'postgres';
const READY_POLL_MS = 15;
const READY_TIMEOUT_MS = 60_000;
const STOP_TIMEOUT_MS = 15_000;

export type EmbeddedPostgres = {
  /** How to connect: a folder with a Unix socket, reachable by the account that runs Tieout alone. */
  connection: { host: string; user: string; database: string };
  /** Where the data are. */
  folder: string;
  /** Resolves when the server ends by itself, with what it said last. */
  ended: Promise<string>;
  stop(): Promise<void>;
};

/**
 * Starts PostgreSQL on the data directory, creating the database the first time. No TCP port is opened.
 * @param dataDir an existing folder; the caller holds its instance lock.
 * @throws Error with what PostgreSQL said where it does not start.
 */
export async function startEmbeddedPostgres({ dataDir }: { dataDir: string }): Promise<EmbeddedPostgres> {
  const account = await serverAccount();
  const binaries = await binariesFor(account);
  const folder = await databaseFolder(dataDir, account);
  await stopOrphan(folder);
  await initialize(binaries, folder, account);
  const socketFolder = await makeSocketFolder(account);
  const server = launch(binaries, folder, socketFolder, account);
  const connection = { host: socketFolder, user: USER, database: DATABASE };
  await untilReady(server, connection);
  return { connection, folder, ended: server.ended, stop: () => stop(server, socketFolder) };
}

async function binariesFor(account: Account): Promise<Binaries> {
  const installed = await findBinaries();
  if (account !== null) {
    return copyBinaries(installed, binariesCache());
  }
  await makeSymlinks(installed.native);
  return installed;
}

/** initdb into a draft that is renamed when complete: a killed first start leaves nothing half made. */
async function initialize({ native }: Binaries, folder: string, account: Account): Promise<void> {
  const isThere = await access(join(folder, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
  if (isThere) {
    return;
  }
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { recursive: true, mode: 0o700 });
  if (account !== null) {
    await chown(draft, account.uid, account.gid);
  }
  const options = ['-D', draft, '-U', USER, '--auth=trust', '--encoding=UTF8', '--no-instructions'];
  // The same order of texts on every machine.
  const locale = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];
  await promisify(execFile)(join(native, 'bin', 'initdb'), [...options, ...locale], { cwd: '/', env: {}, ...account });
  await rename(draft, folder);
}

async function makeSocketFolder(account: Account): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tieout-'));
  await chmod(folder, 0o700);
  if (account !== null) {
    await chown(folder, account.uid, account.gid);
  }
  return folder;
}

const SETTINGS: Record<string, string> = {
  listen_addresses: '',
  max_connections: '80',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '2GB',
  // Queries here are short; compiling them costs more than it saves.
  jit: 'off',
};

type Server = { process: ChildProcess; ended: Promise<string> };

function launch({ native }: Binaries, folder: string, socketFolder: string, account: Account): Server {
  const settings = Object.entries({ ...SETTINGS, unix_socket_directories: socketFolder });
  const child = spawn(
    join(native, 'bin', 'postgres'),
    ['-D', folder, ...settings.flatMap(([name, value]) => ['-c', `${name}=${value}`])],
    // Its own process group: Ctrl-C in the terminal reaches Tieout alone, which then stops it in order.
    { cwd: '/', env: {}, stdio: ['ignore', 'ignore', 'pipe'], detached: true, ...account },
  );
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-4000);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said.trim()));
  });
  return { process: child, ended };
}

async function untilReady({ process: child, ended }: Server, connection: EmbeddedPostgres['connection']): Promise<void> {
  const last = ended.then((said) => {
    throw new Error(`PostgreSQL did not start. It said:\n${said}`);
  });
  const deadline = Date.now() + READY_TIMEOUT_MS;
  const ready = async () => {
    while (!(await canConnect(connection))) {
      if (Date.now() > deadline) {
        child.kill('SIGQUIT');
        throw new Error(`PostgreSQL is not ready after ${READY_TIMEOUT_MS / 1000} s`);
      }
      if (child.exitCode !== null || child.signalCode !== null) {
        return;
      }
      await wait(READY_POLL_MS);
    }
  };
  const isReady = ready();
  await Promise.race([isReady, last]);
  last.catch(() => undefined);
}

async function canConnect(connection: EmbeddedPostgres['connection']): Promise<boolean> {
  const client = new pg.Client(connection);
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

/** Disconnects the clients and shuts down cleanly; at once where that takes too long. */
async function stop({ process: child, ended }: Server, socketFolder: string): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill('SIGINT');
    const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
    await Promise.race([ended, once(child, 'exit')]);
    clearTimeout(timer);
  }
  await rm(socketFolder, { recursive: true, force: true });
}
