import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { START_FLAGS } from './start-flags.ts';

const ROOT = join(import.meta.dirname, '..');

/** The product over a database that is there. */
export type Product = { origin: string; stop(): Promise<void> };
/** With someone signed in. */
export type Opened = Product & { cookie: { name: string; value: string } };

/** Starts it as users start it. Resolves when it answers. */
export async function startProduct(databaseUrl: string): Promise<Product> {
  const { product, app } = await spawnProduct(databaseUrl);
  app.stdout?.resume();
  await untilReady(product.origin);
  return product;
}

/** The same for a database without people: makes its first owner, who takes over the workspace that is there. */
export async function openProduct(databaseUrl: string): Promise<Opened> {
  const { product, app } = await spawnProduct(databaseUrl);
  const { origin } = product;
  const code = await setUpCodeOf(app);
  const owner = { code, name: 'Bench', email: 'bench@example.com', password: 'a long enough password' };
  const answer = await fetch(`${origin}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ ...owner, workspaceName: 'Bench' }),
  });
  const [name = '', value = ''] = answer.headers.getSetCookie()[0]?.split(';')[0]?.split(/=(.*)/) ?? [];
  if (answer.status !== 201) throw new Error(`the set-up was refused: ${await answer.text()}`);
  return { ...product, cookie: { name, value } };
}

async function spawnProduct(databaseUrl: string): Promise<{ product: Product; app: ChildProcess }> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tieout-bench-app-'));
  const port = await freePort();
  const app = spawn(process.execPath, [...START_FLAGS, 'src/main.ts'], {
    cwd: ROOT,
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      PORT: String(port),
      TIEOUT_DATA_DIR: dataDir,
      // Measured without a pause, where a key would be told to wait.
      TIEOUT_KEY_REQUESTS_PER_MINUTE: '10000000',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const stop = async (): Promise<void> => {
    const exited = app.exitCode === null ? once(app, 'exit') : null;
    app.kill('SIGTERM');
    await exited;
    await rm(dataDir, { recursive: true, force: true });
  };
  return { product: { origin: `http://127.0.0.1:${port}`, stop }, app };
}

function setUpCodeOf(app: ChildProcess): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  let output = '';
  // Read to the end of its life: a process whose output nobody reads stops at some point.
  app.stdout?.on('data', (part) => {
    output += String(part);
    const [, code] = /code.*?(\d{8})/.exec(output) ?? [];
    if (code !== undefined) resolve(code);
  });
  app.once('exit', () => reject(new Error(`Tieout did not ask to be set up:\n${output}`)));
  return promise;
}

async function untilReady(origin: string): Promise<void> {
  for (let tries = 0; tries < 300; tries += 1) {
    const isReady = await fetch(`${origin}/healthz`).then(
      ({ ok }) => ok,
      () => false,
    );
    if (isReady) return;
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
  throw new Error('Tieout did not start');
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address !== null ? address.port : 0;
}
