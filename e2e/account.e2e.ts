import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

const OWNER = { name: 'Ada Clerk', email: 'ada@northwind.example' };
const PASSWORD = 'a long enough password';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  const code = /code.*?(\d{8})/.exec(product.output())?.[1] ?? '';
  const answer = await fetch(`${product.url}/api/v1/setup`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ code, ...OWNER, password: PASSWORD, workspaceName: 'Northwind IT' }),
  });
  expect(answer.status).toBe(201);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const NARROW_DARK = { colorScheme: 'dark' as const, viewport: { width: 390, height: 800 } };

async function enter(page: Page, password: string): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

test('whoever forgot the password gets a link, which the log has where no letters are sent', async () => {
  const { page, errors } = await openPage(browser, product.url, NARROW_DARK);
  await page.goto('/sign-in');
  await page.getByRole('link', { name: 'I forgot my password' }).click();
  await page.getByRole('heading', { name: 'A new password' }).waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByRole('button', { name: 'Ask for a link' }).click();
  await page.getByText('finds the link in the server’s log').waitFor();
  const path = await expect
    .poll(() => /\/reset-password\?token=[\w-]+/.exec(product.output())?.[0])
    .toBeTruthy()
    .then(() => /\/reset-password\?token=[\w-]+/.exec(product.output())?.[0] ?? '');
  await page.goto(path);
  await page.getByRole('textbox', { name: 'New password' }).fill('short');
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.locator('.mantine-PasswordInput-error').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('textbox', { name: 'New password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('Your password is changed').waitFor();
  expect(errors).toEqual([]);

  await page.goto(path);
  await page.getByRole('textbox', { name: 'New password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Change password' }).click();
  await page.getByText('This link has been used or is too old.').waitFor();
  await page.getByRole('link', { name: 'Ask for another link' }).waitFor();
  await enter(page, PASSWORD);
  await page.getByRole('heading', { name: 'Getting started' }).waitFor();
});
