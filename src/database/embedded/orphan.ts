import { execFile } from 'node:child_process';
import { readFile, readlink, realpath, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { promisify } from 'node:util';

const POLL_MS = 25;
const STOP_MS = 20_000;

/** Sockets lie in folders of their own that begin with this: short, as their paths must be, and open to any account. */
export const SOCKET_FOLDER_PREFIX = '/tmp/tieout-pg-';

/**
 * Clears what an instance that was killed has left: its PostgreSQL is stopped, its socket's folder removed, and a lock
 * file whose process is gone no longer stands in the way. The caller holds the instance's lock: nobody uses them.
 * @param folder only a server that runs on this folder is stopped.
 */
export async function clearOrphan(folder: string): Promise<void> {
  const lock = await readLock(folder);
  if (lock === null) {
    return;
  }
  if (await isServer(lock.pid, folder)) {
    await stopServer(lock.pid, folder);
  }
  // A server that was killed leaves its lock file, and its number stays taken until somebody has waited for it.
  if ((await readLock(folder))?.pid === lock.pid && isAlive(lock.pid)) {
    await giveAwayLock(folder, lock);
  }
  if (/^[A-Za-z0-9]+$/.test(lock.socketFolder.replace(SOCKET_FOLDER_PREFIX, ''))) {
    await rm(lock.socketFolder, { recursive: true, force: true });
  }
}

type Lock = { pid: number; socketFolder: string; lines: string[] };

/** PostgreSQL's own lock file (src/include/utils/pidfile.h): the process, the folder, start time, port, socket's folder. */
async function readLock(folder: string): Promise<Lock | null> {
  const text = await readFile(lockPath(folder), 'utf8').catch(() => '');
  const lines = text.split('\n');
  const pid = Number(lines[0]);
  return Number.isInteger(pid) && pid > 1 ? { pid, socketFolder: lines[4] ?? '', lines } : null;
}

/** SIGINT disconnects the clients and shuts down cleanly; SIGQUIT at once, recovered from the log at the next start. */
async function stopServer(pid: number, folder: string): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    if (isAlive(pid)) {
      process.kill(pid, signal);
    }
    for (let waitedMs = 0; waitedMs < STOP_MS; waitedMs += POLL_MS) {
      if (!(await isServer(pid, folder))) {
        return;
      }
      await wait(POLL_MS);
    }
  }
  throw new Error(
    `The PostgreSQL that an earlier start left behind (process ${pid}) does not stop. End it first.`,
  );
}

/**
 * The number in the lock file is no longer a server's, but as long as it is taken PostgreSQL would refuse to start. It takes
 * no offence at its parent's number; with the other lines kept it still looks for remains of the old server.
 */
async function giveAwayLock(folder: string, { lines }: Lock): Promise<void> {
  await writeFile(lockPath(folder), [process.pid, ...lines.slice(1)].join('\n'));
}

/** A server works inside its data folder, which tells it from a program that has taken over its number. */
async function isServer(pid: number, folder: string): Promise<boolean> {
  if (!isAlive(pid)) {
    return false;
  }
  const home = await realpath(folder);
  if (process.platform === 'linux') {
    return (await readlink(`/proc/${pid}/cwd`).catch(() => '')) === home;
  }
  const { stdout } = await promisify(execFile)('ps', ['-ww', '-o', 'command=', '-p', String(pid)]).catch(
    () => ({
      stdout: '',
    }),
  );
  return stdout.includes(`-D ${home} `);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function lockPath(folder: string): string {
  return join(folder, 'postmaster.pid');
}
