import { readFile } from 'node:fs/promises';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

/** What a table can do as a whole, on the tab with the most columns. */

const RECONCILIATION = '/billing/reconciliation/reconciliation';

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

async function openTable(path = RECONCILIATION): Promise<Page> {
  const { page } = await openPage(browser, product.url);
  await page.goto(path);
  await page.getByRole('checkbox', { name: 'Select row' }).first().waitFor();
  return page;
}

const header = (page: Page, name: string) => page.getByRole('columnheader', { name });
const widthOf = async (page: Page, name: string) => (await header(page, name).boundingBox())?.width ?? 0;

async function saveCsv(page: Page): Promise<string[]> {
  const coming = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Save as CSV' }).click();
  const text = await readFile(await (await coming).path(), 'utf8');
  return text.trimEnd().split('\r\n');
}

describe('the columns of a table', () => {
  test('are hidden and sized as a person wants them, on every machine, until they are as they were', async () => {
    const page = await openTable();
    await page.getByRole('button', { name: 'Columns' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('checkbox', { name: 'Since' }).click();
    await header(page, 'Since').waitFor({ state: 'detached' });
    const before = await widthOf(page, 'Counted by');
    await page.getByRole('button', { name: 'Counted by wider' }).click();
    await expect.poll(() => widthOf(page, 'Counted by')).toBeGreaterThan(before + 10);
    await page.keyboard.press('Escape');

    const other = await openTable();
    expect(await header(other, 'Since').count()).toBe(0);
    expect(await widthOf(other, 'Counted by')).toBeGreaterThan(before + 10);
    await other.getByRole('button', { name: 'Columns' }).click();
    await other.getByRole('button', { name: 'Show all as they were' }).click();
    await header(other, 'Since').waitFor();
    await expect.poll(() => widthOf(other, 'Counted by')).toBe(before);
  });

  test('are dragged at their edge, and stay so after a reload', async () => {
    const page = await openTable('/billing/reconciliation/mapped');
    const before = await widthOf(page, 'Mode');
    const box = await header(page, 'Mode').boundingBox();
    if (box === null) throw new Error('the column is not shown');
    await page.mouse.move(box.x + box.width - 3, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width + 57, box.y + 10, { steps: 4 });
    const answered = page.waitForResponse((response) => response.url().endsWith('/table-views/mapped'));
    await page.mouse.up();
    await answered;
    await page.reload();
    await header(page, 'Mode').waitFor();
    expect(await widthOf(page, 'Mode')).toBeCloseTo(before + 60, -1);
  });
});

describe('a file of a table', () => {
  test('has every row of the view, also those that are not on screen, in its order', async () => {
    const page = await openTable(`${RECONCILIATION}?status=matched&sort=organization`);
    const { items, total } = await (
      await page.request.get('/api/v1/reconciliation?status=matched&sort=organization&limit=500')
    ).json();
    expect(total).toBeGreaterThan(100);
    const [first = '', ...lines] = await saveCsv(page);
    expect(first).toBe(
      '\uFEFFOrganization,Agreement,Product,Counted by,Quantity,Units per line,Billed,Counted,Variance,A month,Currency,Since,Status,Reason',
    );
    expect(lines).toHaveLength(total);
    expect(lines[0]?.startsWith(`${items[0].organizationName},`)).toBe(true);
  });

  test('of the agreements has their lines, open or not', async () => {
    const { page } = await openPage(browser, product.url);
    await page.goto('/billing/reconciliation/agreements');
    await page.getByRole('button', { name: 'Collapse all' }).click();
    const lines = (await (await page.request.get('/api/v1/line-items?limit=1')).json()).total;
    const [first = '', ...rows] = await saveCsv(page);
    expect(first).toBe(
      '\uFEFFOrganization,Agreement,Product,Billed,Free,Unit price,Currency,Billed by,Quantity source,State',
    );
    expect(rows.length).toBeGreaterThanOrEqual(lines);
    expect(rows.every((row) => /^("[^"]+"|[^",]+),("[^"]+"|[^",]+),/.test(row))).toBe(true);
  });

  test.each([
    ['/rules', 'Order,Product or pattern,Kind,Compared with,Integration,Organizations,Lines,Made by,Made at'],
    ['/settings?tab=members', 'Person,Email,Role'],
    ['/settings?tab=keys', 'Key,Role,Made by,Last used,Valid'],
  ])('of %s has what its columns say', async (path, expected) => {
    const { page } = await openPage(browser, product.url);
    await page.goto(path);
    await page.getByRole('button', { name: 'Columns' }).waitFor();
    const [first = ''] = await saveCsv(page);
    expect(first).toBe(`\uFEFF${expected}`);
    expect(await accessibilityProblems(page)).toEqual([]);
  });

  test('leaves what is unknown empty, with the reason beside it', async () => {
    const page = await openTable(`${RECONCILIATION}?status=unknown`);
    const [, ...lines] = await saveCsv(page);
    expect(lines.length).toBeGreaterThan(0);
    for (const line of lines) {
      expect(line).toMatch(/,,,,,,Unknown,.{10,}$/);
    }
  });
});

test('many variances are accepted for one reason, and all of it is taken back', async () => {
  const page = await openTable();
  for (const at of [0, 1, 2]) {
    await page.getByRole('checkbox', { name: 'Select row' }).nth(at).click();
  }
  await page.getByRole('button', { name: 'Accept…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Accept 3 variances' });
  await dialog.getByLabel('Reason').fill('Agreed with the clients');
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'Accept 3 variances' }).click();
  await page.getByText('Accepted 3 variances.').waitFor();
  await page.getByText('Accepted 3', { exact: true }).waitFor();
  await page.getByRole('button', { name: 'Undo' }).last().click();
  await page.getByText('Accepted 0', { exact: true }).waitFor();
});

test('the position in a table stays when a row is opened, and other rows are shown from their top', async () => {
  const page = await openTable();
  const asked: string[] = [];
  page.on('request', (request) => {
    if (request.url().includes('/api/v1/reconciliation?')) asked.push(request.url());
  });
  const frame = page.locator('section[aria-busy]').filter({ has: page.getByRole('table') });
  const position = (): Promise<number> => frame.evaluate(({ scrollTop }) => scrollTop);
  await frame.evaluate((element) => element.scrollTo({ top: 1200 }));
  // The heights of rows that come into sight move it a little.
  let before = 0;
  const hasSettled = async (): Promise<boolean> => {
    const last = before;
    before = await position();
    return before === last;
  };
  await expect.poll(hasSettled).toBe(true);
  expect(before).toBeGreaterThan(1000);

  const box = await frame.boundingBox();
  if (box === null) throw new Error('the table is not shown');
  await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
  await page.getByRole('dialog').waitFor();
  expect(await position()).toBe(before);
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'detached' });
  expect(await position()).toBe(before);

  asked.length = 0;
  await page.getByRole('searchbox').fill('a');
  await expect.poll(() => asked.length).toBeGreaterThan(0);
  await expect.poll(position).toBe(0);
  await page.locator('section[aria-busy="false"]').waitFor();
  expect(asked.filter((url) => url.includes('cursor='))).toEqual([]);
});
