import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import writeWorkbook from 'write-excel-file/node';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct({ isDemo: true }), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const GOOD = 'Kunde;Gerät;Hostname;Typ\r\nMüller GmbH;;PC-1;Laptop\r\nMüller GmbH;;SRV-1;Server\r\n';
const BAD = `${GOOD};;PC-9;Laptop\r\n`;

/** As Excel in Germany saves "Unicode text". */
const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, 'utf16le');

/** Drops a file on the zone, as from a folder. */
async function drop(page: Page, name: string, bytes: Buffer): Promise<void> {
  // A text, because the browser's own types are not those of the tests.
  const transfer = await page.evaluateHandle(
    `(() => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob('${bytes.toString('base64')}'), (character) => character.charCodeAt(0));
      data.items.add(new File([content], ${JSON.stringify(name)}));
      return data;
    })()`,
  );
  await page
    .getByRole('region', { name: 'Drop a file here' })
    .dispatchEvent('drop', { dataTransfer: transfer });
}

test('a file is dropped, its errors are shown by row, mended, imported, and replaced by a workbook', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/integrations?add=csv');
  const dialog = page.getByRole('dialog');

  await drop(page, 'Geräte.csv', utf16(BAD));
  await dialog.getByText('columns guessed').waitFor();
  expect(
    await dialog.getByLabel('What the rows are').getByRole('radio', { name: 'Devices' }).isChecked(),
  ).toBe(true);
  expect(await dialog.getByRole('combobox', { name: 'Company', exact: true }).inputValue()).toBe('Kunde');
  await dialog.getByText('1 error: mend the file').waitFor();
  const wrong = dialog.getByRole('region', { name: 'Rows that cannot be read' }).getByRole('row');
  expect(await wrong.nth(1).innerText()).toMatch(/^4\s+Kunde\s+is empty$/);
  await dialog.getByText(/CSV, UTF-16, semicolon/).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const chooser = page.waitForEvent('filechooser');
  await dialog.getByRole('button', { name: 'Choose another file' }).click();
  await (await chooser).setFiles({ name: 'Geräte.csv', mimeType: 'text/csv', buffer: utf16(GOOD) });
  await dialog.getByText('2 devices of 1 company, from 2 rows').waitFor();
  await dialog.getByRole('combobox', { name: 'Category' }).click();
  await page.getByRole('option', { name: 'Typ' }).click();
  await dialog.getByRole('button', { name: 'Import 2 devices' }).click();
  await dialog.waitFor({ state: 'hidden' });

  const panel = page.getByRole('article', { name: 'Geräte' });
  await panel.getByText('1 company · 2 devices · uploaded').waitFor();
  await panel.getByText('Succeeded').or(panel.getByText('Synced')).first().waitFor();

  await panel.getByRole('button', { name: 'Upload file for Geräte' }).click();
  const rows = [
    ['Kunde', 'Hostname', 'Typ'],
    ['Müller GmbH', 'PC-1', 'Laptop'],
    ['Müller GmbH', 'PC-2', 'Desktop'],
    ['Schmidt AG', 'PC-3', 'Desktop'],
  ];
  const workbook = await writeWorkbook([
    { sheet: 'Geräte', data: rows.map((row) => row.map((value) => ({ value }))) },
  ]).toBuffer();
  await drop(page, 'Geräte.xlsx', workbook);
  await dialog.getByText('read as the file before').waitFor();
  expect(await dialog.getByRole('combobox', { name: 'Category' }).inputValue()).toBe('Typ');
  await dialog.getByText('Against the file before: 2 more, 1 gone').click();
  await dialog.getByText('Gone: SRV-1').waitFor();
  await dialog.getByRole('button', { name: 'Import 3 devices' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await panel.getByText('2 companies · 3 devices · uploaded').waitFor();
  expect(errors).toEqual([]);
});

test('counts in columns are offered as such, and leaving without importing leaves nothing behind', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/integrations?add=csv');
  const dialog = page.getByRole('dialog');
  await drop(page, 'counts.csv', Buffer.from('Customer,Servers,Backups\nContoso,3,n/a\nFabrikam,1,2\n'));
  await dialog.getByText('2 counts (3 in all) of 2 companies, from 2 rows').waitFor();
  await dialog.getByText('the counts of Contoso read as unknown').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: 'Leave', exact: true }).click();
  await page.getByRole('dialog', { name: 'Add CSV or Excel file' }).waitFor({ state: 'hidden' });
  await page.getByRole('button', { name: 'Add CSV or Excel file' }).waitFor();
  await expect.poll(() => page.getByRole('article', { name: 'counts' }).count()).toBe(0);
  expect(errors).toEqual([]);
});

test('a file that is no table is refused in words, and another can be chosen', async () => {
  const { page } = await openPage(browser, product.url, { viewport: { width: 390, height: 844 } });
  await page.goto('/integrations?add=csv');
  const dialog = page.getByRole('dialog');
  await drop(page, 'invoice.pdf', Buffer.from('%PDF-1.7'));
  await dialog.getByText('This is a PDF.').waitFor();
  await drop(page, 'counts.csv', Buffer.from('Customer,Servers\nContoso,3\n'));
  await dialog.getByRole('button', { name: 'Import 1 count' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
});
