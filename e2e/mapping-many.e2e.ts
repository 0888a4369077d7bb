import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage, rowWith, tabCount } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

/** What Tieout proposes for unmapped lines, and what it finds that nobody bills. */

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

describe('a suggestion', () => {
  test('says why, is accepted with one click, and taken back from the toast', async () => {
    const { page, errors } = await openPage(browser, product.url);
    await page.goto('/billing/reconciliation/unmapped');
    const accept = page.getByRole('button', { name: /^Accept the suggestion for/ }).first();
    await accept.waitFor();
    const name = (await accept.getAttribute('aria-label'))?.replace('Accept the suggestion for ', '') ?? '';
    await page.getByRole('button', { name: `Why this is suggested for ${name}` }).click();
    const why = page.getByRole('dialog');
    await why.getByRole('listitem').first().waitFor();
    expect(await why.getByRole('listitem').count()).toBeGreaterThan(0);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.keyboard.press('Escape');
    const before = await tabCount(page, 'Unmapped');
    await accept.click();
    await expect.poll(() => tabCount(page, 'Unmapped')).toBe(before - 1);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(() => tabCount(page, 'Unmapped')).toBe(before);
    expect(errors).toEqual([]);
  });

  test('of at least 90 % is accepted with all the others like it, after the page has said what that does', async () => {
    const { page } = await openPage(browser, product.url);
    await page.goto('/billing/reconciliation/unmapped');
    await page
      .getByRole('button', { name: /^Accept the suggestion for/ })
      .first()
      .waitFor();
    const before = await tabCount(page, 'Unmapped');
    await page.getByRole('button', { name: 'Accept what is sure…' }).click();
    const dialog = page.getByRole('dialog');
    const words = await dialog.getByText(/(Maps|Ignores|Links) \d/).innerText();
    expect(await accessibilityProblems(page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Accept', exact: true }).click();
    const said = words.split('.')[0] ?? '';
    const lines = [...said.matchAll(/(\d+) lines?/g)].reduce((sum, [, count]) => sum + Number(count), 0);
    expect(lines).toBeGreaterThan(0);
    await expect.poll(() => tabCount(page, 'Unmapped')).toBe(before - lines);
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await expect.poll(() => tabCount(page, 'Unmapped')).toBe(before);
  });
});

test('the dialog of an unmapped line offers its suggestion, which fills the form and saves nothing', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/billing/reconciliation/unmapped?q=antivirus');
  await page
    .getByRole('button', { name: /^Configure mapping: Antivirus/ })
    .first()
    .click();
  const dialog = page.getByRole('dialog');
  const suggestions = dialog.getByRole('region', { name: 'Suggestions' });
  await suggestions
    .getByText(/% sure/)
    .first()
    .waitFor();
  await suggestions
    .getByRole('button', { name: /^Use the suggestion/ })
    .first()
    .click();
  await dialog.getByText(/^Counted \d/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Discard' }).click();
  await dialog.waitFor({ state: 'detached' });
  await page
    .getByRole('button', { name: /^Configure mapping: Antivirus/ })
    .first()
    .waitFor();
  expect(errors).toEqual([]);
});

test('unbilled inventory opens to its records by name; one that needs no line is left out, until restored', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/unbilled');
  const row = page.getByRole('row').nth(1);
  const [what = '', organization = ''] = await row.getByRole('cell').allInnerTexts();
  await row.click();
  const dialog = page.getByRole('dialog');
  const first = dialog.getByRole('row').nth(1);
  await first.waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  const record = await first.getByRole('cell').nth(1).innerText();
  await first.getByRole('checkbox').check();
  await dialog.getByLabel('Why the chosen ones need no line').fill('Spare');
  await dialog.getByRole('button', { name: 'Needs no line' }).click();
  await dialog.getByRole('button', { name: `Restore ${record}` }).click();
  await dialog.getByText('Need no line', { exact: true }).waitFor({ state: 'detached' });
  await rowWith(page, what.split('\n')[0] ?? '', organization)
    .first()
    .waitFor();
  expect(errors).toEqual([]);
});
