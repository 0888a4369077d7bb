import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const READY_TIMEOUT_MS = 120_000;

/** The product, running in a process of its own as users run it. */
export type Product = {
  url: string;
  dataDir: string;
  /** Everything it has printed. */
  output(): string;
  /** Milliseconds from the start of the process to the first good answer. */
  readyMs: number;
  /** @param signal SIGKILL leaves the data directory, for another start on it. */
  stop(signal?: 'SIGTERM' | 'SIGKILL'): Promise<number | null>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
};

type Env = Record<string, string>;
/** @property env may depend on the address that the product will have. */
export type ProductOptions = { isDemo?: boolean; env?: Env | ((url: string) => Env); dataDir?: string };

/** A port that is free now. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}

/** Starts the product on a fresh data directory and waits until it answers. */
export async function startProduct({
  isDemo = false,
  env = {},
  dataDir,
}: ProductOptions = {}): Promise<Product> {
  const folder = dataDir ?? (await mkdtemp(join(tmpdir(), 'tieout-e2e-')));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const started = Date.now();
  const child = spawn(process.execPath, ['src/main.ts', ...(isDemo ? ['--demo'] : [])], {
    cwd: ROOT,
    env: {
      ...process.env,
      PORT: String(port),
      TIEOUT_DATA_DIR: folder,
      TIEOUT_ALLOW_PRIVATE_VENDOR_URLS: '1',
      ...(typeof env === 'function' ? env(url) : env),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let printed = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.on('data', (chunk: Buffer) => {
      printed += chunk.toString();
    });
  }
  await untilReady(child, url, () => printed);
  const stop = async (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM') => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill(signal);
      await once(child, 'exit');
    }
    return child.exitCode;
  };
  const remove = async () => {
    await stop();
    await rm(folder, { recursive: true, force: true });
  };
  return { url, dataDir: folder, output: () => printed, readyMs: Date.now() - started, stop, remove };
}

async function untilReady(child: ChildProcess, url: string, printed: () => string): Promise<void> {
  const deadline = Date.now() + READY_TIMEOUT_MS;
  for (;;) {
    const isReady = await fetch(`${url}/api/health`).then(
      (response) => response.ok,
      () => false,
    );
    if (isReady) {
      return;
    }
    if (child.exitCode !== null || Date.now() > deadline) {
      throw new Error(`Tieout did not start. It printed:\n${printed()}`);
    }
    await wait(50);
  }
}
