import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../sandbox/sandbox.ts';
import { createApi } from './harness/api.ts';
import { type Product, type ProductOptions, startProduct } from './harness/product.ts';
import { runToEnd } from './harness/run-to-end.ts';

/** What an operator types, against the product as it runs. */

const OPERATOR = 'operator-key-of-the-command-line-tests';
const KEY = 'bootstrap-key-for-the-command-line-tests';

async function start(options: ProductOptions): Promise<Product> {
  const product = await startProduct(options);
  onTestFinished(() => product.remove());
  return product;
}

const tieout = (args: string[], env: Record<string, string>) => runToEnd(['src/cli.ts', ...args], env);

test('an operator makes a workspace, lists them, sets a plan, suspends and resumes', async () => {
  const product = await start({ env: { TIEOUT_OPERATOR_KEY: OPERATOR } });
  const env = { TIEOUT_URL: product.url, TIEOUT_OPERATOR_KEY: OPERATOR };
  const made = await tieout(['workspace', 'create', 'Alder IT', '--plan', 'pro'], env);
  expect(made.code).toBe(0);
  const [, id = ''] = /^(\S+)\tpro\tactive\tAlder IT$/m.exec(made.printed) ?? [];
  const [, apiKey = ''] = /shown this once: (\S+)/.exec(made.printed) ?? [];
  const api = createApi(product.url, { authorization: `Bearer ${apiKey}` });
  expect((await api.get('/api/v1/line-items')).status).toBe(200);

  expect((await tieout(['workspace', 'set-plan', id, 'free'], env)).printed).toContain(`${id}\tfree\tactive`);
  expect((await api.get('/api/v1/line-items')).status).toBe(403);
  expect((await tieout(['workspace', 'suspend', id], env)).printed).toContain('suspended since');
  expect((await api.get('/api/v1/workspace')).status).toBe(403);
  expect((await tieout(['workspace', 'resume', id], env)).code).toBe(0);
  expect((await api.get('/api/v1/workspace')).status).toBe(200);
  expect((await tieout(['workspace', 'list'], env)).printed).toBe(`${id}\tfree\tactive\tAlder IT\n`);
});

test('what is not understood or refused is said in words, with a failing exit code', async () => {
  const product = await start({ env: { TIEOUT_OPERATOR_KEY: OPERATOR } });
  const env = { TIEOUT_URL: product.url, TIEOUT_OPERATOR_KEY: OPERATOR };
  const refusals: [string[], Record<string, string>, string][] = [
    [['workspace'], env, 'Usage:'],
    [['workspace', 'create', 'A', '--plan', 'gold'], env, '“gold” is not a plan: free, pro, enterprise'],
    [['workspace', 'set-plan', 'ws_nowhere', 'pro'], env, 'workspace'],
    [
      ['workspace', 'list'],
      { ...env, TIEOUT_OPERATOR_KEY: 'another key than the right one' },
      'operator key',
    ],
    [['workspace', 'list'], { ...env, TIEOUT_OPERATOR_KEY: '' }, 'Set TIEOUT_OPERATOR_KEY'],
    [['workspace', 'list'], { ...env, TIEOUT_URL: 'http://127.0.0.1:9' }, 'No Tieout answers'],
    [['rotate-secret'], { ...env, TIEOUT_DATA_DIR: product.dataDir }, 'already running'],
    [['rotate-secret'], { ...env, TIEOUT_SECRET: 'x'.repeat(40) }, 'TIEOUT_NEW_SECRET'],
  ];
  for (const [args, environment, words] of refusals) {
    const { code, printed } = await tieout(args, environment);
    expect(printed).toContain(words);
    expect(printed).not.toContain('    at ');
    expect(code).toBe(1);
  }
});

test('after the secret was rotated the credentials still work, and the old one opens nothing', async () => {
  const sandbox = await startSandbox();
  onTestFinished(() => sandbox.close());
  const env = { TIEOUT_BOOTSTRAP_API_KEY: KEY };
  const product = await start({ env });
  const authorization = `Bearer ${KEY}`;
  const { body } = await createApi(product.url, { authorization }).send<{ id: string }>(
    'POST',
    '/api/v1/integrations',
    { vendor: 'ninjaone', credentials: sandbox.credentials('ninjaone') },
  );
  await product.stop('SIGTERM');
  const path = join(product.dataDir, 'secret');
  const before = await readFile(path, 'utf8');
  const { code, printed } = await tieout(['rotate-secret'], { TIEOUT_DATA_DIR: product.dataDir });
  expect(printed).toContain('Under the new secret: 1 credentials');
  expect(code).toBe(0);
  expect(await readFile(path, 'utf8')).not.toBe(before);

  const isWorking = async (options: ProductOptions): Promise<boolean> => {
    const again = await start({ ...options, dataDir: product.dataDir });
    const api = createApi(again.url, { authorization });
    const tested = await api.send<{ ok: boolean }>('POST', `/api/v1/integrations/${body.id}/test`);
    await again.stop('SIGTERM');
    return tested.body.ok;
  };
  expect(await isWorking({})).toBe(true);
  expect(await isWorking({ env: { TIEOUT_SECRET: before.trim() } })).toBe(false);
});
