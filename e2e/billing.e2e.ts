import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMsp } from '../sandbox/msp/create-msp.ts';
import type { Expectation } from '../sandbox/sandbox.ts';
import { launchBrowser } from './harness/browser.ts';
import { openPage, rowWith, tabCount } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

const TABS = ['Agreements', 'Unmapped', 'Mapped', 'Ignored', 'Reconciliation'];

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

async function visit(path: string, options = {}): Promise<{ page: Page; errors: string[] }> {
  const opened = await openPage(browser, product.url, options);
  await opened.page.goto(path);
  await opened.page.getByRole('heading', { level: 1 }).waitFor();
  return opened;
}

/** "+2", "−3" as the page writes them. */
function signed(variance: number): string {
  return variance > 0 ? `+${variance}` : `−${-variance}`;
}

describe('the reconciliation tab', () => {
  test.each(['asset_count', 'license_count', 'user_count', 'manual'] as const)(
    'shows an injected error of mode %s as it was planted, and opens to the records behind it',
    async (mode) => {
      const expected = expectations.find(
        (one) =>
          one.mode === mode &&
          one.isInjectedError &&
          one.intendedAction === 'map' &&
          one.sharesWith.length === 0,
      );
      if (expected === undefined) {
        throw new Error(`no injected error of mode ${mode}`);
      }
      const { page, errors } = await visit(
        `/billing/reconciliation/reconciliation?q=${encodeURIComponent(expected.productName)}`,
      );
      const row = rowWith(page, expected.organizationName, expected.productName);
      await row.first().waitFor();
      expect(await row.first().innerText()).toContain(signed(expected.variance ?? 0));
      expect(await row.first().innerText()).toContain(String(expected.counted));
      await row.first().getByText(expected.productName).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(`${expected.counted} counted`).first().waitFor();
      await dialog
        .getByText(/^Counted \d/)
        .first()
        .waitFor();
      if (mode === 'asset_count') await dialog.getByText('Also in HaloPSA').first().waitFor();
      expect(errors).toEqual([]);
    },
  );

  test('says unknown, never a number, where the client has no company in the source', async () => {
    const { page } = await visit('/billing/reconciliation/reconciliation');
    await page.getByText(/^Unknown \d/).click();
    const unknown = expectations.find((one) => one.status === 'unknown' && one.intendedAction === 'map');
    await page.getByRole('searchbox').fill(unknown?.organizationName ?? '');
    const row = rowWith(page, unknown?.organizationName ?? '', unknown?.productName ?? '').first();
    await row.waitFor();
    expect(await row.innerText()).toMatch(/unknown/i);
    expect(await row.innerText()).toContain('—');
    await row.click();
    const dialog = page.getByRole('dialog');
    await dialog.getByText('— counted').waitFor();
    expect(await dialog.innerText()).not.toMatch(/(Desktop|Laptop|Server) 0/);
  });

  test('keeps its view in the address: a reload and a step back show the same', async () => {
    const { page } = await visit('/billing/reconciliation/reconciliation');
    await page.getByRole('searchbox').fill('server');
    await page.waitForURL(/q=server/);
    await page.reload();
    await page.getByRole('searchbox').waitFor();
    expect(await page.getByRole('searchbox').inputValue()).toBe('server');
    await page.getByRole('tab', { name: /^Mapped/ }).click();
    await page.waitForURL(/\/mapped/);
    await page.goBack();
    await page.waitForURL(/\/reconciliation\?.*q=server/);
  });
});

test('a search asks with every key, and loses none that is typed before the answer', async () => {
  const { page } = await visit('/billing/reconciliation/reconciliation');
  const box = page.getByRole('searchbox');
  await box.focus();
  for (const text of ['managed server', 'workstation']) {
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type(text);
    expect(await box.inputValue()).toBe(text);
    await expect.poll(() => new URL(page.url()).searchParams.get('q')).toBe(text);
    expect(await box.inputValue()).toBe(text);
  }
  await page.goto('/billing/reconciliation/reconciliation?q=server');
  await box.fill('backup');
  await page.waitForURL(/q=backup/);
  await page.getByRole('tab', { name: /^Mapped/ }).click();
  await page.waitForURL(/\/mapped\?.*q=backup/);
  await page.goto('/billing/reconciliation/reconciliation?q=server');
  await expect.poll(() => box.inputValue()).toBe('server');
});

describe('the two filters', () => {
  test('apply to all five tabs and all five counts', async () => {
    const { page } = await visit('/billing/reconciliation/agreements');
    await page.getByRole('tab', { name: /^Unmapped \d/ }).waitFor();
    const all = await Promise.all(TABS.map((name) => tabCount(page, name)));
    await page.getByRole('combobox', { name: 'Organization' }).click();
    await page.getByRole('option', { name: /^Corvid Legal/ }).click();
    await page.waitForURL(/organizationId=/);
    await page.waitForLoadState('networkidle');
    const some = await Promise.all(TABS.map((name) => tabCount(page, name)));
    some.forEach((count, index) => {
      expect(count).toBeLessThan(all[index] ?? 0);
    });
    for (const name of ['Unmapped', 'Mapped', 'Reconciliation']) {
      await page.getByRole('tab', { name: new RegExp(`^${name}`) }).click();
      await page.waitForURL(/organizationId=/);
      await page.waitForLoadState('networkidle');
      const rows = page.getByRole('row').filter({ has: page.getByRole('checkbox', { name: 'Select row' }) });
      expect(await rows.filter({ hasNotText: 'Corvid Legal' }).count()).toBe(0);
    }
  });
});

describe('mapping a line', () => {
  test('shows the variance while one chooses, saves it, and can be undone', async () => {
    const { page, errors } = await visit('/billing/reconciliation/unmapped?q=Antivirus');
    const before = await tabCount(page, 'Mapped');
    await page
      .getByRole('button', { name: /^Configure mapping: Antivirus per endpoint/ })
      .first()
      .click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Compared with' }).click();
    await page.getByRole('option', { name: 'Devices' }).click();
    await dialog
      .getByText(/\d+ counted/)
      .first()
      .waitFor();
    await dialog.getByRole('button', { name: 'Save', exact: true }).click();
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: `Mapped ${before + 1}` }).waitFor();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('tab', { name: `Mapped ${before}` }).waitFor();
    expect(errors).toEqual([]);
  });

  test('needs no mouse: found, opened, configured, saved and taken back by keyboard', async () => {
    const { page, errors } = await visit('/overview');
    await page.getByRole('heading', { name: 'Overview' }).waitFor();
    const press = async (...keys: string[]) => {
      for (const key of keys) await page.keyboard.press(key);
    };
    const focused = () => page.evaluate<string>('document.activeElement?.textContent ?? ""');
    const tabTo = async (words: RegExp) => {
      for (let tries = 0; tries < 60 && !words.test(await focused()); tries += 1) await press('Tab');
      expect(await focused()).toMatch(words);
    };
    await press('g', 'b');
    await page.waitForURL('**/billing/reconciliation/reconciliation');
    const before = await tabCount(page, 'Mapped');
    await tabTo(/^Reconciliation/);
    await press('ArrowLeft', 'ArrowLeft', 'ArrowLeft');
    await page.waitForURL('**/billing/reconciliation/unmapped');
    await page.getByText('Domain registration').waitFor();
    await press('/');
    await page.keyboard.type('Antivirus');
    await page.waitForURL(/q=Antivirus/);
    await page.getByText('Domain registration').waitFor({ state: 'detached' });
    await press('Escape', 'j');
    await expect.poll(() => page.evaluate('document.activeElement?.matches("tr[data-row]")')).toBe(true);
    await press('Enter');
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('combobox', { name: 'Compared with' }).waitFor();
    const label = () => page.evaluate<string>('document.activeElement?.labels?.[0]?.textContent ?? ""');
    for (let tries = 0; tries < 20 && (await label()) !== 'Compared with'; tries += 1) await press('Tab');
    await press('Enter');
    await page.getByRole('option', { name: 'Devices' }).waitFor();
    const marked = page.locator('[role=option][data-combobox-selected]');
    for (let tries = 0; tries < 6 && (await marked.allInnerTexts())[0] !== 'Devices'; tries += 1) {
      await press('ArrowDown');
    }
    await press('Enter');
    await dialog
      .getByText(/\d+ counted/)
      .first()
      .waitFor();
    await tabTo(/^Save$/);
    await press('Enter');
    await dialog.waitFor({ state: 'hidden' });
    await page.getByRole('tab', { name: `Mapped ${before + 1}` }).waitFor();
    await press('z');
    await page.getByRole('tab', { name: `Mapped ${before}` }).waitFor();
    expect(errors).toEqual([]);
  });

  test('is not offered on a custom SQL line, which says why', async () => {
    const sql = expectations.find((one) => one.mode === 'custom_sql' && one.state === 'unmappable');
    const { page } = await visit(
      `/billing/reconciliation/agreements?q=${encodeURIComponent(sql?.productName ?? '')}`,
    );
    const row = rowWith(page, sql?.productName ?? '').first();
    await row.waitFor();
    expect(await row.getByRole('button', { name: /^Configure mapping/ }).count()).toBe(0);
    expect(await row.innerText()).toMatch(/HaloPSA|cannot be/i);
  });
});

test('the sync button shows progress, then the last sync time', async () => {
  const { page } = await visit('/billing/reconciliation/reconciliation');
  await page.getByRole('button', { name: 'Sync', exact: true }).click();
  await page.getByRole('menuitem').first().click();
  await page.getByRole('progressbar').first().waitFor();
  await page.getByText('just now').first().waitFor();
});

test('the old address leads to the page, query kept', async () => {
  const { page } = await visit('/reconciliation?q=server');
  await page.waitForURL(/\/billing\/reconciliation\/reconciliation\?.*q=server/);
});
