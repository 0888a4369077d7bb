import { createHash, randomUUID } from 'node:crypto';
import { unlink } from 'node:fs/promises';
import { connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

/** The data directory is in use by another instance. */
export class AlreadyRunningError extends Error {}

/** Unix sockets have short names. */
const LONGEST_PATH = 100;
const ATTEMPTS = 5;

export type InstanceLock = { release(): Promise<void> };

/**
 * Makes this process the only instance on a data directory, until it ends in whatever way: the lock is a socket that
 * only a living process answers on, so a killed one leaves nothing behind and process numbers do not matter.
 * @throws AlreadyRunningError
 */
export async function lockInstance(dataDir: string): Promise<InstanceLock> {
  const path = lockPath(dataDir);
  const token = randomUUID();
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const server = await listen(path, token);
    // Another instance that starts at the same moment may have taken the place of a dead one's socket: ask again.
    if (server !== null && (await ask(path)) === token) {
      return { release: () => close(server) };
    }
    server?.close();
    const holder = await ask(path);
    if (holder !== null && holder !== token) {
      throw new AlreadyRunningError(
        `Tieout is already running on ${resolve(dataDir)}. Use that one, stop it first, or set TIEOUT_DATA_DIR to another folder.`,
      );
    }
    await unlink(path).catch(() => undefined);
    await wait(Math.random() * 50);
  }
  throw new Error(`The lock of ${resolve(dataDir)} could not be taken (${path}).`);
}

function lockPath(dataDir: string): string {
  const inside = join(resolve(dataDir), 'instance.sock');
  if (inside.length <= LONGEST_PATH) {
    return inside;
  }
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 20);
  return join(tmpdir(), `tieout-${name}.sock`);
}

/** @returns null where the socket's name is taken. */
function listen(path: string, token: string): Promise<Server | null> {
  return new Promise((done, fail) => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end(token);
    });
    server.once('error', (error: NodeJS.ErrnoException) => (error.code === 'EADDRINUSE' ? done(null) : fail(error)));
    server.listen(path, () => {
      server.unref();
      done(server);
    });
  });
}

/** Who holds the lock; null: nobody answers. */
function ask(path: string): Promise<string | null> {
  return new Promise((done) => {
    let answer = '';
    const socket = connect(path);
    socket.setTimeout(2000, () => socket.destroy());
    socket.on('data', (chunk) => {
      answer += chunk.toString();
    });
    socket.on('error', () => done(null));
    socket.on('close', () => done(answer === '' ? null : answer));
  });
}

function close(server: Server): Promise<void> {
  return new Promise((done) => {
    server.close(() => done());
  });
}
