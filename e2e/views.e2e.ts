import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { problemsIn } from './harness/page.ts';
import { type Act, demoActs, newActs } from './harness/scenes.ts';
import { PAGES, show } from './harness/views.ts';

/** Everything that opens over a page, and the pages of other states than the demo's; its own are in `pages.e2e.ts`. */

let browser: Browser;

beforeAll(async () => {
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
});

async function problemsOf(acts: AsyncIterable<Act>): Promise<string[]> {
  const problems: string[] = [];
  for await (const { views, options } of acts) {
    const context = await browser.newContext({
      ...options,
      viewport: { width: 1280, height: 820 },
      locale: 'en-US',
      reducedMotion: 'reduce',
    });
    context.setDefaultTimeout(15_000);
    for (const view of views.filter((one) => one.isPassing !== true && !PAGES.includes(one))) {
      const page = await context.newPage();
      try {
        await show(page, view);
        const found = await problemsIn(page, 'light');
        await page.setViewportSize(PHONE);
        found.push(...(await problemsIn(page, 'dark')));
        problems.push(...found.map((problem) => `${view.name}: ${problem}`));
      } catch (error) {
        problems.push(`${view.name}: ${error}`);
      }
      await page.close();
    }
    await context.close();
  }
  return problems;
}

/** One theme on a desk, the other on a phone: what is wrong by its colours or by its width is found by either. */
const PHONE = { width: 390, height: 844 };

const LIMIT_MS = 600_000;

test.each([
  ['the demo', demoActs],
  ['a new instance', newActs],
])(
  'no dialog, menu or page of %s has a problem that axe finds in either theme',
  { timeout: LIMIT_MS },
  async (_, acts) => {
    expect(await problemsOf(acts())).toEqual([]);
  },
);
