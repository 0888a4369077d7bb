/**
 * Pictures of the running page, for reviewing and for the documentation:
 *   node scripts/screenshots.ts [/path ...]
 * Starts the demo, opens each path wide and narrow, light and dark, and writes screenshots/<path>-<width>-<scheme>.png.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/harness/browser.ts';
import { startProduct } from '../e2e/harness/product.ts';

const FOLDER = fileURLToPath(new URL('../screenshots', import.meta.url));
const TABS = ['agreements', 'unmapped', 'mapped', 'ignored', 'reconciliation'];
const PATHS = [
  ...TABS.map((tab) => `/billing/reconciliation/${tab}`),
  '/overview',
  '/overview?table=true&trend=checked',
  '/unbilled',
  '/unbilled?all=true',
  '/rules',
  '/organizations',
  '/integrations',
  '/integrations?add=csv',
  '/activity',
  '/activity?tab=runs',
  '/activity?tab=log',
  '/settings',
  '/settings?tab=members',
  '/settings?tab=keys',
  '/settings?tab=account',
];
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const SCHEMES = ['light', 'dark'] as const;
/** The last queries have been answered and drawn; live connections keep the network from ever being idle. */
const SETTLE_MS = 1000;

type View = {
  url: string;
  path: string;
  size: (typeof SIZES)[number];
  colorScheme: (typeof SCHEMES)[number];
};

async function take(browser: Browser, { url, path, size, colorScheme }: View): Promise<void> {
  const context = await browser.newContext({ viewport: size, colorScheme, reducedMotion: 'reduce' });
  const page = await context.newPage();
  await page.goto(url + path, { waitUntil: 'load' });
  await page.getByRole('heading').first().waitFor();
  await page.waitForTimeout(SETTLE_MS);
  const name = path.replace(/^\//, '').replaceAll(/[^a-z0-9]+/gi, '-') || 'home';
  const file = join(FOLDER, `${name}-${size.width}-${colorScheme}.png`);
  await page.screenshot({ path: file });
  await context.close();
  console.log(file);
}

const chosen = process.argv.slice(2);
await mkdir(FOLDER, { recursive: true });
const product = await startProduct({ isDemo: true });
const browser = await launchBrowser();
try {
  for (const path of chosen.length > 0 ? chosen : PATHS) {
    for (const size of SIZES) {
      for (const colorScheme of SCHEMES) {
        await take(browser, { url: product.url, path, size, colorScheme });
      }
    }
  }
} finally {
  await browser.close();
  await product.remove();
}
