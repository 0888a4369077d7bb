import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import { launchBrowser } from './harness/browser.ts';
import { openPage, rowWith } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

/** What a page shows instead of what is waited for is in the failure. */
const PATIENCE_MS = 20_000;

let product: Product;
let sandbox: Sandbox;
let browser: Browser;

beforeAll(async () => {
  [product, sandbox, browser] = await Promise.all([startProduct(), startSandbox(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await sandbox?.close();
  await product?.remove();
});

/** Adds a vendor by its form, as a person would type it, and waits for its first sync. @param count integrations before it */
async function connect(page: Page, vendorId: string, title: string, count: number): Promise<void> {
  await page.goto('/integrations');
  await page.getByRole('button', { name: `Add ${title}` }).click();
  const dialog = page.getByRole('dialog');
  const { body } = await fetchVendor(page, vendorId);
  for (const [name, value] of Object.entries(sandbox.credentials(vendorId))) {
    const label = body.find((field) => field.name === name)?.label ?? name;
    await dialog.getByRole('textbox', { name: label }).first().fill(value);
  }
  await dialog.getByRole('button', { name: 'Test connection' }).click();
  await dialog.getByText('The connection works').waitFor();
  await dialog.getByRole('button', { name: 'Save and sync' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByText('just now').nth(count).waitFor();
}

async function fetchVendor(
  page: Page,
  vendorId: string,
): Promise<{ body: { name: string; label: string }[] }> {
  const answer = await page.request.get('/api/v1/vendors');
  const { items } = (await answer.json()) as {
    items: { id: string; credentialFields: { name: string; label: string }[] }[];
  };
  return { body: items.find(({ id }) => id === vendorId)?.credentialFields ?? [] };
}

test('a new user comes from the set-up page to the first correct variance', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/');
  const code = /code.*?(\d{8})/.exec(product.output())?.[1] ?? '';
  await page.getByLabel('Set-up code').fill(code);
  await page.getByLabel('Your name').fill('Ada Clerk');
  await page.getByLabel('E-mail').fill('ada@northwind.example');
  await page.getByRole('textbox', { name: 'Password' }).fill('a long enough password');
  await page.getByLabel('Company').fill('Northwind IT');
  await page.getByRole('button', { name: 'Create account' }).click();
  await page.getByRole('heading', { name: 'Getting started' }).waitFor();

  // Nothing is known yet: no page shows a zero for it, or calls it fine.
  for (const [path, words] of [
    ['/billing/reconciliation/reconciliation', 'No agreements yet'],
    ['/billing/reconciliation/unmapped', 'No agreements yet'],
    ['/unbilled', 'Not known yet'],
    ['/overview', 'Nothing to show yet'],
  ] as const) {
    await page.goto(path);
    const shown = () => page.locator('main').innerText();
    await expect.poll(shown, { timeout: PATIENCE_MS, message: path }).toContain(words);
    expect(await shown(), path).not.toMatch(/\$0|nothing is unbilled|every line/i);
  }

  await connect(page, 'halopsa', 'HaloPSA', 0);
  await connect(page, 'ninjaone', 'NinjaOne', 1);
  await page.goto('/setup');
  await page.getByText('3 of 5 done').waitFor();

  const expected = sandbox.msp.expectations.find(
    (one) =>
      one.mode === 'asset_count' &&
      one.isInjectedError &&
      one.productName === 'Managed server' &&
      one.sharesWith.length === 0,
  );
  await page.goto(`/billing/reconciliation/unmapped?q=${encodeURIComponent('Managed server')}`);
  const row = rowWith(page, expected?.organizationName ?? '').first();
  await row.getByRole('button', { name: /^Configure mapping/ }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText(/^Server \d/).click();
  await dialog.getByText(`${expected?.counted} counted`).first().waitFor();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });

  await page.getByRole('tab', { name: /^Reconciliation 1/ }).click();
  const found = rowWith(page, expected?.organizationName ?? '', 'Managed server').first();
  await found.waitFor();
  expect(await found.innerText()).toContain(String(expected?.counted));
  expect(errors).toEqual([]);
});
