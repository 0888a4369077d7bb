/**
 * Pictures of every page, dialog, menu and panel, for reviewing and for the documentation:
 *   node scripts/screenshots.ts [name or /path ...]
 * Opens each view of e2e/harness/views.ts wide and narrow, light and dark, and writes
 * screenshots/<name>-<width>-<scheme>.png. A name stands for all views that begin with it; a path is opened in the demo.
 */

import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../e2e/harness/browser.ts';
import { type Act, demoActs, newActs } from '../e2e/harness/scenes.ts';
import { show, type View } from '../e2e/harness/views.ts';

const FOLDER = fileURLToPath(new URL('../screenshots', import.meta.url));
const SIZES = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];
const SCHEMES = ['light', 'dark'] as const;
/** The last queries have been answered and drawn; live connections keep the network from ever being idle. */
const SETTLE_MS = 700;
const PATIENCE_MS = 10_000;

const chosen = process.argv.slice(2);
const failed: string[] = [];

/** A path by its letters and digits: `/activity?tab=log` is `activity-tab-log`. */
function asView(path: string): View {
  return { name: path.replace(/^\//, '').replaceAll(/[^a-z0-9]+/gi, '-') || 'home', path };
}

function isChosen({ name }: View): boolean {
  return chosen.length === 0 || chosen.some((one) => name.startsWith(one));
}

/** The view in both colour schemes; at each width it is opened anew, because the width decides what is drawn. */
async function take(browser: Browser, { options }: Act, view: View): Promise<void> {
  for (const viewport of SIZES) {
    const context = await browser.newContext({
      ...options,
      viewport,
      locale: 'en-US',
      colorScheme: 'light',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(PATIENCE_MS);
    const page = await context.newPage();
    try {
      await show(page, view);
      for (const colorScheme of SCHEMES) {
        await page.emulateMedia({ colorScheme });
        await page.waitForTimeout(SETTLE_MS);
        await page.screenshot({ path: join(FOLDER, `${view.name}-${viewport.width}-${colorScheme}.png`) });
      }
    } catch (error) {
      failed.push(`${view.name} at ${viewport.width} px: ${error}`);
    }
    await context.close();
  }
  console.log(view.name);
}

async function takeAll(browser: Browser, acts: AsyncIterable<Act>, paths: readonly View[]): Promise<void> {
  let others = paths;
  for await (const act of acts) {
    for (const view of [...others, ...act.views.filter(isChosen)]) {
      await take(browser, act, view);
    }
    others = [];
  }
}

await mkdir(FOLDER, { recursive: true });
const browser = await launchBrowser();
try {
  await takeAll(browser, demoActs(), chosen.filter((one) => one.startsWith('/')).map(asView));
  await takeAll(browser, newActs(), []);
} finally {
  await browser.close();
}
if (failed.length > 0) {
  console.error(`Not taken:\n${failed.join('\n')}`);
  process.exitCode = 1;
}
