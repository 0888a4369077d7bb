import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage, rowWith, tabCount } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

/** Rules: made with a preview, changed, carried as a file, removed. */

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

const PATTERN = 'Antivirus*';

/** Fills in a rule by a pattern for all desktops and laptops, and waits for what it would do. */
async function fillIn(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Make a rule' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Names of products').click();
  await dialog.getByLabel('Name pattern').fill(PATTERN);
  await dialog.getByRole('combobox', { name: 'Compared with' }).click();
  await page.getByRole('option', { name: 'Devices' }).click();
  const effect = dialog.getByRole('region', { name: 'What this rule does' });
  const sentence = effect.getByText(/^Maps [1-9]/);
  await sentence.waitFor();
  return sentence.innerText();
}

test('a rule says before it is saved what it maps and finds, maps just that, and is taken back from the toast', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/billing/reconciliation/unmapped');
  await page.locator('main tbody tr').first().waitFor();
  const unmapped = await tabCount(page, 'Unmapped');
  await page.goto('/rules');
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor();
  const sentence = await fillIn(page);
  expect(sentence).toMatch(/^Maps \d+ lines? of \d+ organizations?; \d+ new discrepanc/);
  expect(await accessibilityProblems(page)).toEqual([]);
  const [, lines = ''] = /^Maps (\d+)/.exec(sentence) ?? [];
  await page.getByRole('button', { name: 'Save rule' }).click();
  const row = rowWith(page, PATTERN);
  await row.waitFor();
  const cells = await row.getByRole('cell').allInnerTexts();
  expect(cells[0]).toBe('1');
  expect(cells[3]).toBe('All');
  expect(cells[4]).toBe(lines);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor();
  await page.goto('/billing/reconciliation/unmapped');
  await page.locator('main tbody tr').first().waitFor();
  await expect.poll(() => tabCount(page, 'Unmapped')).toBe(unmapped);
  expect(errors).toEqual([]);
});

test('rules go out as a file and come back from it, and a wrong file is refused rule by rule', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/rules');
  await fillIn(page);
  await page.getByRole('button', { name: 'Save rule' }).click();
  const row = rowWith(page, PATTERN);
  await row.waitFor();

  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const text = await readFile(await (await download).path(), 'utf8');
  expect(JSON.parse(text)).toMatchObject({ format: 'tieout rules 1', rules: [{ namePattern: PATTERN }] });
  expect(text.split('\n').length).toBeGreaterThan(10);

  await page.getByRole('button', { name: `More for ${PATTERN}` }).click();
  await page.getByRole('menuitem', { name: 'Remove…' }).click();
  const asked = page.getByRole('dialog');
  await asked.getByLabel(/become unmapped/).check();
  expect(await accessibilityProblems(page)).toEqual([]);
  await asked.getByRole('button', { name: 'Remove rule' }).click();
  await page.getByRole('heading', { name: 'No rules yet' }).waitFor();

  const choose = async (name: string, content: string): Promise<void> => {
    await page
      .getByLabel('File of rules')
      .setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(content) });
  };
  await choose('wrong.json', text.replace('"organizations": "all"', '"organizations": ["Nobody Inc"]'));
  const dialog = page.getByRole('dialog');
  await dialog.getByText(`Rule 1 (${PATTERN}): There is no organization called “Nobody Inc”.`).waitFor();
  expect(await dialog.getByRole('button', { name: 'Import' }).isDisabled()).toBe(true);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Cancel' }).click();

  await choose('rules.json', text);
  await dialog.getByText(/^Makes 1 rule/).waitFor();
  await dialog.getByText(/^Maps [1-9]/).waitFor();
  await dialog.getByRole('button', { name: 'Import' }).click();
  await row.waitFor();
  await choose('again.json', text);
  await dialog.getByText(/^Changes nothing/).waitFor();
  // The refusal that this test asked for is all that went wrong.
  expect(errors.filter((error) => !error.includes('422'))).toEqual([]);
});
