import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { expect, onTestFinished } from 'vitest';

/** Longest wait for anything on the page. */
const PATIENCE_MS = 20_000;

/** A page at 1280 px and what it reported as errors; closed when the test is finished. */
export type OpenedPage = { page: Page; errors: string[] };

export async function openPage(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<OpenedPage> {
  const context = await browser.newContext({
    baseURL: url,
    viewport: { width: 1280, height: 820 },
    locale: 'en-US',
    ...options,
  });
  onTestFinished(() => context.close());
  const page = await context.newPage();
  page.setDefaultTimeout(PATIENCE_MS);
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (message.type() === 'error') {
      errors.push(message.text());
    }
  });
  return { page, errors };
}

/** The row of a table that has all these texts. */
export function rowWith(page: Page, ...texts: string[]): Locator {
  return texts.reduce((rows, hasText) => rows.filter({ hasText }), page.getByRole('row'));
}

/** The number on a tab. */
export async function tabCount(page: Page, name: string): Promise<number> {
  const text = await page.getByRole('tab', { name: new RegExp(`^${name} \\d`) }).innerText();
  return Number(text.replace(/\D/g, ''));
}

/** Frames in which what was clicked begins to fade in: Mantine lets two pass before it starts, React may take one more. */
const FRAMES_BEFORE_A_FADE = 5;

/** Waits until nothing is being read and nothing fades: what is half faded has another contrast. */
async function untilStill(page: Page): Promise<void> {
  const still = () =>
    page.evaluate<boolean>(`new Promise((answer) => {
      const look = (frames) =>
        frames > 0
          ? requestAnimationFrame(() => look(frames - 1))
          : answer(
              document.querySelector('[aria-busy="true"], [data-refreshing], [data-stale]') === null &&
              document.getAnimations().every(({ effect }) => effect?.getTiming().iterations === Infinity));
      look(${FRAMES_BEFORE_A_FADE});
    })`);
  // The page's content security policy leaves no room for page.waitForFunction.
  await expect.poll(still).toBe(true);
}

/** What axe finds wrong with the page once it is still, in words. */
export async function accessibilityProblems(page: Page): Promise<string[]> {
  await untilStill(page);
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'])
    .analyze();
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map((node) => node.target.join(' ')).join(', ')}`);
}

/** What axe finds wrong with the page in a theme, and how far it scrolls sideways. */
export async function problemsIn(page: Page, colorScheme: 'light' | 'dark'): Promise<string[]> {
  await page.emulateMedia({ colorScheme });
  const problems = await accessibilityProblems(page);
  const overflow = Number(await page.evaluate('document.documentElement.scrollWidth - window.innerWidth'));
  const width = page.viewportSize()?.width;
  return [...problems, ...(overflow > 0 ? [`${overflow} px wider than the window`] : [])].map(
    (problem) => `${colorScheme}, ${width} px: ${problem}`,
  );
}

/** The same in either theme. */
export async function problemsInBothThemes(page: Page): Promise<string[]> {
  return [...(await problemsIn(page, 'light')), ...(await problemsIn(page, 'dark'))];
}
