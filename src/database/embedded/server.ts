import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import type { Binaries } from './binaries.ts';
import { ENVIRONMENT } from './cluster.ts';
import type { Place } from './place.ts';

const STOP_TIMEOUT_MS = 15_000;
const REMEMBERED_CHARACTERS = 4000;

const SETTINGS: Record<string, string> = {
  // No TCP port.
  listen_addresses: '',
  // Tieout's pool, its jobs, and room for a person with psql.
  max_connections: '80',
  shared_buffers: '256MB',
  work_mem: '32MB',
  maintenance_work_mem: '256MB',
  max_wal_size: '2GB',
  timezone: 'UTC',
  log_timezone: 'UTC',
  // Queries here are short; compiling them costs more than it saves.
  jit: 'off',
};

export type Server = {
  process: ChildProcess;
  /** Resolves when it has ended, with what it said last. */
  ended: Promise<string>;
};

export type LaunchOptions = { binaries: Binaries; place: Place; settings: Record<string, string> };

/** Starts the server's process. It says on its own channel what goes wrong; it is not ready yet. */
export function launch({ binaries, place, settings }: LaunchOptions): Server {
  const options = Object.entries({ ...SETTINGS, ...settings }).flatMap(([name, value]) => [
    '-c',
    `${name}=${value}`,
  ]);
  const child = spawn(join(binaries.native, 'bin', 'postgres'), ['-D', place.folder, ...options], {
    cwd: '/',
    env: ENVIRONMENT,
    stdio: ['ignore', 'ignore', 'pipe'],
    // Its own process group: Ctrl-C in the terminal reaches Tieout alone, which then stops it in order.
    detached: true,
    ...place.account,
  });
  let said = '';
  child.stderr?.on('data', (chunk: Buffer) => {
    said = (said + chunk.toString()).slice(-REMEMBERED_CHARACTERS);
  });
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('close', () => resolve(said.trim()));
  });
  return { process: child, ended };
}

/** Disconnects the clients and shuts down cleanly; at once where that takes too long. */
export async function stopServer({ process: child, ended }: Server): Promise<void> {
  child.kill('SIGINT');
  const timer = setTimeout(() => child.kill('SIGQUIT'), STOP_TIMEOUT_MS);
  await ended;
  clearTimeout(timer);
}
