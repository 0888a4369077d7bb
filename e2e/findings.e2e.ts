import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMsp } from '../sandbox/msp/create-msp.ts';
import type { Expectation } from '../sandbox/sandbox.ts';
import { demoApi } from './harness/api.ts';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage, rowWith } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

/** What a clerk decides about a finding, in the dialog of its line. */

let product: Product;
let browser: Browser;
let expectations: Expectation[];

beforeAll(async () => {
  product = await startProduct({ isDemo: true });
  browser = await launchBrowser();
  expectations = createMsp({ today: new Date().toISOString().slice(0, 10) }).expectations;
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

function pick(isWanted: (one: Expectation) => boolean): Expectation {
  const found = expectations.find((one) => one.intendedAction === 'map' && isWanted(one));
  if (found === undefined) throw new Error('the demo has no such line');
  return found;
}

async function openFinding({
  productName,
  organizationName,
}: Expectation): Promise<{ page: Page; dialog: Locator; row: Locator }> {
  const { page } = await openPage(browser, product.url);
  await page.goto(`/billing/reconciliation/reconciliation?q=${encodeURIComponent(productName)}`);
  const row = rowWith(page, organizationName, productName).first();
  await row.getByText(productName).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^Counted \d/).waitFor();
  return { page, dialog, row };
}

describe('a finding', () => {
  test('is accepted with a reason until a day, reopened, and the reopening undone', async () => {
    const { page, dialog } = await openFinding(
      pick((one) => one.isInjectedError && one.sharesWith.length === 0),
    );
    await dialog.getByRole('button', { name: 'Accept variance…' }).click();
    const form = dialog.getByRole('form', { name: 'Accept variance' });
    await form.getByLabel('Reason').fill('Two loaner machines until spring');
    await form.getByLabel(/Last accepted day/).fill('2099-03-31');
    expect(await accessibilityProblems(page)).toEqual([]);
    await form.getByRole('button', { name: 'Accept variance' }).click();
    await dialog.getByText('Two loaner machines until spring').waitFor();
    await dialog.getByText(/2099/).waitFor();
    await dialog.getByRole('button', { name: 'Reopen' }).click();
    await dialog.getByText('Two loaner machines until spring').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await dialog.getByText('Two loaner machines until spring').waitFor();
  });

  test('is as it was in a past run, with the records of then, and the present is a click away', async () => {
    const expected = pick(
      (one) => one.isInjectedError && one.sharesWith.length === 0 && one.mode === 'asset_count',
    );
    const api = await demoApi(product.url);
    const [run] = await api.all<{ id: string }>('/api/v1/reconciliation/runs');
    const { page, dialog } = await openFinding(expected);
    const counted = await dialog.getByText(/^Counted \d/).textContent();
    await page.goto('/activity?tab=runs');
    await page.locator('main tr[data-row]').first().click();
    await page.waitForURL((url) => url.search.includes('runId'));
    expect(new URL(page.url()).searchParams.get('runId')).toContain(run?.id);
    await page.getByText(/^As it was on/).waitFor();
    expect(await page.getByRole('checkbox', { name: 'Select row' }).count()).toBe(0);
    await page.getByRole('searchbox').fill(expected.productName);
    await rowWith(page, expected.organizationName, expected.productName).first().click();
    await page
      .getByRole('dialog')
      .getByText(counted ?? '', { exact: true })
      .waitFor();
    expect(await page.getByRole('dialog').getByRole('button', { name: 'Save' }).count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Show the present' }).click();
    await page.getByText(/^As it was on/).waitFor({ state: 'detached' });
    expect(page.url()).not.toContain('runId');
    await page.goBack();
    await page.getByText(/^As it was on/).waitFor();
    await page.getByRole('tab', { name: /^Mapped/ }).click();
    await page.waitForURL((url) => !url.search.includes('runId'));
  });

  test('carries a note that is written, changed and removed, and the list shows that there is one', async () => {
    const expected = pick(
      (one) => one.isInjectedError && one.sharesWith.length === 0 && one.mode === 'license_count',
    );
    const { page, dialog, row } = await openFinding(expected);
    await dialog.getByRole('button', { name: 'Add a note' }).click();
    await dialog.getByLabel('Note').fill('Ask Dana on Monday');
    await dialog.getByRole('button', { name: 'Save note' }).click();
    await dialog.getByText('Ask Dana on Monday').waitFor();
    await dialog.getByRole('button', { name: 'Edit note' }).click();
    await dialog.getByLabel('Note').fill('Dana says: bill two more');
    await dialog.getByLabel(/Looked after by/).click();
    await page.getByRole('option').first().click();
    await dialog.getByRole('button', { name: 'Save note' }).click();
    await dialog.getByText('Dana says: bill two more').waitFor();
    await dialog.getByText(/looked after by \w/).waitFor();
    await page.keyboard.press('Escape');
    await row.getByLabel(/Dana says: bill two more/).waitFor();
    await row.getByText(expected.productName).click();
    await dialog.getByRole('button', { name: 'Remove note' }).click();
    await dialog.getByRole('button', { name: 'Add a note' }).waitFor();
  });

  test('of lines that share a count can be given a count of its own, and take it back', async () => {
    const { page, dialog } = await openFinding(pick((one) => one.sharesWith.length > 0));
    await dialog.getByText(/Shares its count with \d/).waitFor();
    await dialog.getByRole('button', { name: 'Separate' }).click();
    await dialog.getByText(/Shares its count with \d/).waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Undo' }).last().click();
    await dialog.getByText(/Shares its count with \d/).waitFor();
  });

  test('says what changed behind its count, also since the month before', async () => {
    const { dialog } = await openFinding(pick((one) => one.isInjectedError && one.mode === 'asset_count'));
    await dialog.getByText(/^Changed/).click();
    await dialog.getByText(/Nothing is known of these records at an earlier time/).waitFor();
    await dialog.getByText(/^Since /).click();
    await dialog.getByText(/Nothing is known of these records at an earlier time/).waitFor();
  });
});
