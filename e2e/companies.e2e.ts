import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { demoApi } from './harness/api.ts';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage, rowWith } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';
import { takeBackLinks } from './harness/scenes.ts';

/** Companies that belong to nobody yet: suggestions accepted together, and rejected. */

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct({ isDemo: true });
  browser = await launchBrowser();
  await takeBackLinks(await demoApi(product.url), 5);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

test('suggestions above a score are shown before they are accepted, and come back when that is undone', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/organizations?tab=unlinked');
  const accept = page.getByRole('button', { name: /^Accept suggestion for/ }).first();
  await accept.waitFor();
  await page.getByRole('button', { name: 'Accept above a score…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Score of at least' }).click();
  await page.getByRole('option', { name: '80 %' }).click();
  const words = await dialog.getByText(/^Links [1-9]\d* compan/).innerText();
  const [, count = ''] = /^Links (\d+)/.exec(words) ?? [];
  const rows = dialog.getByRole('row');
  expect(await rows.count()).toBe(Number(count) + 1);
  const company = await rows.nth(1).getByRole('cell').first().innerText();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: `Link ${count}` }).click();
  await rowWith(page, company).first().waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByRole('button', { name: `Accept suggestion for ${company}` }).waitFor();
  expect(errors).toEqual([]);
});

test('a rejected suggestion does not return', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/organizations?tab=unlinked');
  const accept = page.getByRole('button', { name: /^Accept suggestion for/ }).first();
  await accept.waitFor();
  const name = (await accept.getAttribute('aria-label'))?.replace('Accept suggestion for ', '') ?? '';
  const more = page.getByRole('button', { name: `More for ${name}` });
  const reject = page.getByRole('menuitem', { name: /^Reject: not / });
  await more.click();
  const rejected = (await reject.innerText()).replace('Reject: not ', '');
  await reject.click();
  await page.getByText(`${name} is not ${rejected}.`).waitFor();
  const row = rowWith(page, name);
  // The company may be called as the organization is: only what is suggested tells.
  const suggested = async (): Promise<string> => row.getByRole('cell').nth(3).innerText();
  await expect.poll(suggested).not.toContain(rejected);
  await page.reload();
  await row.waitFor();
  expect(await suggested()).not.toContain(rejected);
  expect(errors).toEqual([]);
});

test('organizations are merged with the one that stays, split again, and each is taken back from the toast', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/organizations');
  const [staying, going] = ['Corvid Legal', 'Crestline Property Management'];
  const menu = (name: string) => page.getByRole('button', { name: `More for ${name}`, exact: true });
  await menu(going).waitFor();
  for (const name of [staying, going]) await rowWith(page, name).first().getByRole('checkbox').check();
  await page.getByRole('button', { name: 'Merge…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('radio', { name: staying }).check();
  await dialog.getByText(/^\d+ companies move to Corvid Legal, with \d+ line items/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Merge', exact: true }).click();
  await menu(going).waitFor({ state: 'detached' });

  await menu(staying).click();
  await page.getByRole('menuitem', { name: 'Split…' }).click();
  await dialog.getByRole('textbox', { name: 'New organization' }).fill('Crestline');
  await dialog.getByRole('button', { name: 'Split' }).click();
  await dialog.getByText('At least one company').waitFor();
  for (const box of await dialog.getByRole('checkbox', { name: going }).all()) await box.check();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Split' }).click();
  await menu('Crestline').waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await menu('Crestline').waitFor({ state: 'detached' });
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await menu(going).waitFor();
  expect(errors).toEqual([]);
});

test('an organization opens to what its sources have, each number to its records and the lines that count them', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/organizations?q=Hawthorne');
  await rowWith(page, 'Hawthorne & Pike LLP').first().click();
  const dialog = page.getByRole('dialog');
  const estate = dialog.getByRole('table', { name: 'What the sources have' });
  const number = estate.getByRole('button', { name: /Billed once: Devices of NinjaOne$/ });
  await number.click();
  const count = Number(await number.innerText());
  const records = dialog.getByRole('table', { name: 'Billed once' }).getByRole('row');
  await expect.poll(() => records.count()).toBe(count + 1);
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.reload();
  await estate.waitFor();
  await number.click();
  await dialog.getByRole('link').nth(1).click();
  await page.waitForURL(/\/billing\/reconciliation\/mapped\?line=/);
  await dialog.getByRole('button', { name: 'Save', exact: true }).waitFor();
  expect(errors).toEqual([]);
});
