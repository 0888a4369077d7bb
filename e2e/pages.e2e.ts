import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage, problemsInBothThemes } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';
import { PAGES, show } from './harness/views.ts';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct({ isDemo: true });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

test.each([1280, 390])(
  'at %i px no page has a problem that axe finds in either theme, scrolls sideways, or reports an error',
  async (width) => {
    const { page, errors } = await openPage(browser, product.url, { viewport: { width, height: 820 } });
    const problems: string[] = [];
    for (const view of PAGES) {
      await show(page, view);
      problems.push(...(await problemsInBothThemes(page)).map((problem) => `${view.name}: ${problem}`));
    }
    expect(problems).toEqual([]);
    expect(errors).toEqual([]);
  },
);

/** Sums up what moves under the reader by itself while a page loads (https://web.dev/articles/cls). */
const WATCH_SHIFTS = `
  window.shifted = 0;
  new PerformanceObserver((list) => {
    for (const { value, hadRecentInput } of list.getEntries()) if (!hadRecentInput) window.shifted += value;
  }).observe({ type: 'layout-shift', buffered: true });`;

test('nothing moves under the reader while a page loads', async () => {
  const { page } = await openPage(browser, product.url);
  await page.addInitScript(WATCH_SHIFTS);
  const shifts: [string, number][] = [];
  for (const view of PAGES) {
    await show(page, view);
    await page.waitForTimeout(300);
    shifts.push([view.name, Number(await page.evaluate('window.shifted'))]);
  }
  expect(shifts.filter(([, shift]) => !(shift < 0.05))).toEqual([]);
});

test('a key is made, shown once, and ended', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/settings?tab=keys');
  await page.getByRole('button', { name: 'Make a key…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill('Nightly export');
  const question = page.getByRole('dialog', { name: 'Discard what you entered?' });
  await page.keyboard.press('Escape');
  await question.waitFor();
  await page.keyboard.press('Escape');
  await question.waitFor({ state: 'hidden' });
  expect(await dialog.getByLabel('Name').inputValue()).toBe('Nightly export');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Make a key' }).click();
  const key = await dialog.getByLabel('The new key').innerText();
  await page.keyboard.press('Escape');
  const ask = () =>
    fetch(`${product.url}/api/v1/line-items/counts`, { headers: { authorization: `Bearer ${key}` } });
  expect((await ask()).status).toBe(200);
  await dialog.getByRole('button', { name: 'Done' }).click();
  await page.getByRole('button', { name: 'End the key Nightly export' }).click();
  await page.getByRole('button', { name: 'End key' }).click();
  await page.getByText(/^Ended /).waitFor();
  expect((await ask()).status).toBe(401);
  expect(errors).toEqual([]);
});

test('the overview leads to what needs someone, and its trend is a chart or a table', async () => {
  const { page } = await openPage(browser, product.url);
  await page.goto('/');
  await page.waitForURL('**/overview');
  await page.locator('main svg.recharts-surface').first().waitFor();
  await page.getByRole('switch', { name: 'As a table' }).click();
  await page.getByRole('table', { name: 'Trend' }).waitFor();
  await page.waitForURL('**table=true');
  await page.getByRole('link', { name: 'Map lines' }).click();
  await page.waitForURL('**/billing/reconciliation/unmapped');
});

test('the log says who did what, and opens to what changed', async () => {
  const { page } = await openPage(browser, product.url);
  await page.goto('/activity?tab=log');
  await page.getByRole('row').filter({ hasText: 'Mapped' }).first().click();
  const dialog = page.getByRole('dialog');
  const table = dialog.getByRole('table', { name: 'What changed' });
  await table
    .getByText(/^(Devices|Users|Licence seats|Subscriptions) of /)
    .first()
    .waitFor();
  expect(await table.innerText()).not.toMatch(/[{}"]|Id\b/);
  expect(await accessibilityProblems(page)).toEqual([]);
});

test('a few letters lead to a client’s discrepancies, by keyboard alone', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/overview');
  await page.getByRole('heading', { name: 'Overview' }).waitFor();
  await page.keyboard.press('Control+k');
  const search = page.getByLabel('Search for a page, a client or a sync');
  await search.waitFor();
  await search.fill('corvid');
  await page
    .getByRole('button', { name: /Corvid/ })
    .first()
    .waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Enter');
  await page.waitForURL('**/billing/reconciliation/reconciliation?organizationId=*');
  expect(errors).toEqual([]);
});

test('the schedule of an integration is changed, and a bad one is refused with what is wrong', async () => {
  const { page } = await openPage(browser, product.url);
  await page.goto('/integrations');
  const panel = page.getByRole('article', { name: 'NinjaOne' });
  await panel.getByRole('button', { name: 'More for NinjaOne' }).click();
  await page.getByRole('menuitem', { name: 'Schedule…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: 'By a cron expression' }).click();
  await dialog.getByLabel('Cron expression', { exact: true }).fill('* * * * *');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByText(/more often than every 15 minutes/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('radio', { name: 'Never: only when somebody starts it' }).click();
  await dialog.getByRole('button', { name: 'Save' }).click();
  await panel.getByText(/syncs only when somebody starts it/).waitFor();
});

test('an integration is paused, says what that means, and is resumed', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/integrations');
  const panel = page.getByRole('article', { name: 'HaloPSA' });
  const pause = async () => {
    await panel.getByRole('button', { name: 'More for HaloPSA' }).click();
    await page.getByRole('menuitem', { name: 'Pause' }).click();
    await panel.getByText('Paused', { exact: true }).waitFor();
  };
  await pause();
  await panel.getByText(/agreements stay as last read/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await panel.getByRole('button', { name: 'Sync HaloPSA' }).waitFor();
  await pause();
  await page.goto('/billing/reconciliation/reconciliation');
  await page.getByText('Paused', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Sync', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Sync all sources' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('menuitem', { name: 'HaloPSA is paused: resume it' }).click();
  await panel.getByRole('button', { name: 'Resume HaloPSA' }).click();
  await panel.getByRole('button', { name: 'Sync HaloPSA' }).waitFor();
  expect(errors).toEqual([]);
});
