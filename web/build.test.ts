import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { ensureWebBuilt } from './build.ts';

test('the page is built once for a state of its sources, for production, and served by the strictest policy', async () => {
  const folder = await ensureWebBuilt();
  const again: string[] = [];
  expect(await ensureWebBuilt(() => again.push('built'))).toBe(folder);
  expect(again).toEqual([]);
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  // script-src 'self' refuses any script or handler inside the page.
  expect(html).not.toMatch(/<script(?![^>]*src=)|\son\w+=/);
});

/** Bytes of compressed script that a first visit loads before anything is drawn. */
async function initialScriptBytes(folder: string): Promise<number> {
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const scripts = new Set(html.match(/assets\/[^"]+\.js/g));
  const sizes = await Promise.all(
    [...scripts].map(
      async (script) => (await readFile(join(folder, `${script}.gz`)).catch(() => Buffer.alloc(1024))).length,
    ),
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

test('the first script stays under 200 KB compressed', async () => {
  const bytes = await initialScriptBytes(await ensureWebBuilt());
  expect(bytes).toBeGreaterThan(50_000);
  expect(bytes).toBeLessThan(200_000);
});

test('no script that a page loads later is over 120 KB compressed', async () => {
  const folder = await ensureWebBuilt();
  const assets = join(folder, 'assets');
  const html = await readFile(join(folder, 'index.html'), 'utf8');
  const isLater = (name: string) => name.endsWith('.js.gz') && !html.includes(name.slice(0, -'.gz'.length));
  const scripts = (await readdir(assets)).filter(isLater);
  expect(scripts.length).toBeGreaterThan(10);
  const sizes = await Promise.all(
    scripts.map(async (name) => [name, (await stat(join(assets, name))).size] as const),
  );
  expect(sizes.filter(([, size]) => size > 120_000)).toEqual([]);
});
