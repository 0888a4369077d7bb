import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Api, createApi } from './harness/api.ts';
import { type Product, type ProductOptions, startProduct } from './harness/product.ts';
import { runToEnd } from './harness/run-to-end.ts';

const KEY = 'bootstrap-key-for-the-runtime-tests';
const START = ['src/main.ts'];
const READY_LIMIT_MS = 3000;

async function start(options: ProductOptions = {}): Promise<Product> {
  const product = await startProduct({ ...options, env: { TIEOUT_BOOTSTRAP_API_KEY: KEY, ...options.env } });
  onTestFinished(() => product.remove());
  return product;
}

function apiOf(product: Product): Api {
  return createApi(product.url, { authorization: `Bearer ${KEY}` });
}

test('a second start on the same data directory says so and stops, the first goes on', async () => {
  const product = await start();
  const { code, printed } = await runToEnd(START, { TIEOUT_DATA_DIR: product.dataDir, PORT: '0' });
  expect(code).not.toBe(0);
  expect(printed).toContain(`already running on ${product.dataDir}`);
  expect((await apiOf(product).get('/api/health')).status).toBe(200);
});

test('a killed process starts again with all its data, in under 3 s', async () => {
  const product = await start();
  await apiOf(product).send('POST', '/api/v1/organizations', { name: 'Alder Dental' });
  await product.stop('SIGKILL');
  const again = await start({ dataDir: product.dataDir });
  const { body } = await apiOf(again).get<{ items: { name: string }[] }>('/api/v1/organizations');
  expect(body.items.map(({ name }) => name)).toEqual(['Alder Dental']);
  expect(again.readyMs).toBeLessThan(READY_LIMIT_MS);
});

test('a signal stops it cleanly, and the next start finds its data', async () => {
  const product = await start();
  expect(await product.stop('SIGTERM')).toBe(0);
  const again = await start({ dataDir: product.dataDir });
  expect((await apiOf(again).get('/api/v1/workspace')).status).toBe(200);
});

test('every problem of the configuration is said by name, and nothing starts', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'tieout-e2e-'));
  onTestFinished(() => rm(dataDir, { recursive: true, force: true }));
  const env = {
    TIEOUT_DATA_DIR: dataDir,
    PORT: 'eighty',
    TIEOUT_SECRET: 'short',
    DATABASE_URL: 'mysql://nowhere',
  };
  const { code, printed } = await runToEnd(START, env);
  expect(code).not.toBe(0);
  for (const name of ['PORT', 'TIEOUT_SECRET', 'DATABASE_URL']) {
    expect(printed).toContain(name);
  }
});

test('the secret is generated into the data directory for its owner alone', async () => {
  const product = await start();
  const path = join(product.dataDir, 'secret');
  expect((await readFile(path, 'utf8')).trim().length).toBeGreaterThanOrEqual(32);
  expect((await stat(path)).mode & 0o077).toBe(0);
});

test('an empty instance asks to be set up, with the code in its terminal', async () => {
  const product = await startProduct();
  onTestFinished(() => product.remove());
  const { body } = await createApi(product.url, {}).get<{ state: string }>('/api/v1/session');
  expect(body.state).toBe('needs_setup');
  expect(product.output()).toMatch(/code.*\d{8}/);
});

test('an address that is not public is refused unless the operator allows it', async () => {
  const product = await start({ env: { TIEOUT_ALLOW_PRIVATE_VENDOR_URLS: '0' } });
  const api = apiOf(product);
  const credentials = { baseUrl: product.url, clientId: 'a', clientSecret: 'b' };
  const { body } = await api.send<{ id: string }>('POST', '/api/v1/integrations', {
    vendor: 'ninjaone',
    credentials,
  });
  const tested = await api.send<{ ok: boolean; message: string }>(
    'POST',
    `/api/v1/integrations/${body.id}/test`,
  );
  expect(tested.body.ok).toBe(false);
  expect(tested.body.message).toMatch(/public|private/i);
});
