import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest';
import { codeAt, stepAt } from '../src/accounts/one-time-code.ts';
import { startTestProvider } from '../src/accounts/testing-provider.ts';
import { launchBrowser } from './harness/browser.ts';
import { OWNER, setUp } from './harness/owner.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

const PASSWORD = OWNER.password;

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  await setUp(product);
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

const BASE32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** The code that an app with this key shows, so many periods from now. */
function codeOf(key: string, periods: number): string {
  const bits = [...key.replaceAll(' ', '')]
    .map((letter) => BASE32.indexOf(letter).toString(2).padStart(5, '0'))
    .join('');
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2));
  return codeAt(Buffer.from(bytes), stepAt(Date.now()) + periods);
}

test('a second factor is turned on, asked for at sign-in, replaced by a recovery code, and turned off', async () => {
  const { page } = await openPage(browser, product.url);
  await enter(page, PASSWORD);
  await page.getByRole('button', { name: 'Account: Ada Clerk' }).click();
  await page.getByRole('menuitem', { name: 'My account' }).click();
  await page.getByRole('button', { name: 'Turn on' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('textbox', { name: 'Your password' }).fill('wrong');
  await dialog.getByRole('button', { name: 'Next' }).click();
  await dialog.getByText('The password is not right.').waitFor();
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Next' }).click();
  const key = await dialog.getByLabel('Key for the app').innerText();
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByLabel('Code of the app').fill(codeOf(key, -1));
  await dialog.getByRole('button', { name: 'Turn on' }).click();
  const [recovery = ''] = (await dialog.getByLabel('Recovery codes').innerText()).split(/\s+/);
  expect(await accessibilityProblems(page)).toEqual([]);
  await dialog.getByRole('button', { name: 'I have kept them' }).click();
  await page.getByText('On: signing in takes your password and a code').waitFor();

  const { page: second } = await openPage(browser, product.url, NARROW_DARK);
  await enter(second, PASSWORD);
  const code = second.getByLabel('Code of your authenticator app');
  await code.fill('000000');
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.getByText('This code is not right').waitFor();
  expect(await accessibilityProblems(second)).toEqual([]);
  await code.fill(codeOf(key, 0));
  await second.getByRole('button', { name: 'Sign in' }).click();
  await second.getByRole('heading', { name: 'Getting started' }).waitFor();

  const { page: third } = await openPage(browser, product.url);
  await enter(third, PASSWORD);
  await third.getByRole('button', { name: /recovery code/ }).click();
  await third.getByLabel('Recovery code').fill(recovery);
  await third.getByRole('button', { name: 'Sign in' }).click();
  await third.getByRole('heading', { name: 'Getting started' }).waitFor();

  await page.getByRole('button', { name: 'Turn off' }).click();
  await dialog.getByRole('textbox', { name: 'Your password' }).fill(PASSWORD);
  await dialog.getByRole('button', { name: 'Turn off' }).click();
  await page.getByText('Off: your password alone signs in.').waitFor();
});

test('a person sees where they are signed in, and ends one of these and then all others', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await enter(page, PASSWORD);
  await page.getByRole('heading', { name: 'Getting started' }).waitFor();
  const userAgent = 'Mozilla/5.0 (X11; Linux x86_64; rv:143.0) Gecko/20100101 Firefox/143.0';
  const { page: other } = await openPage(browser, product.url, { userAgent });
  await enter(other, PASSWORD);
  await other.getByRole('heading', { name: 'Getting started' }).waitFor();
  await page.goto('/settings?tab=account');
  await page.getByRole('button', { name: 'Sign out Firefox on Linux' }).click();
  await page.getByText('Firefox on Linux').waitFor({ state: 'detached' });
  await other.goto('/overview');
  await other.waitForURL('**/sign-in*');
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click();
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: 'last seen' }).count()).toBe(1);
  await page.getByText('This one').waitFor();
  await page.getByLabel('Your name').fill('Ada Lovelace');
  await page.getByRole('button', { name: 'Change name' }).click();
  await page.getByRole('button', { name: 'Account: Ada Lovelace' }).waitFor();
  expect(errors).toEqual([]);
});

test('a person connects the sign-in provider, and comes in by it; nobody else does', async () => {
  const provider = await startTestProvider();
  const { issuer, clientId, clientSecret, name } = provider.settings;
  const other = await startProduct({
    env: (url) => ({
      TIEOUT_PUBLIC_URL: url,
      TIEOUT_OIDC_ISSUER: issuer,
      TIEOUT_OIDC_CLIENT_ID: clientId,
      TIEOUT_OIDC_CLIENT_SECRET: clientSecret,
      TIEOUT_OIDC_NAME: name,
    }),
  });
  onTestFinished(() => other.remove());
  await setUp(other);
  const { page, errors } = await openPage(browser, other.url, NARROW_DARK);
  provider.person = { sub: 'eve', email: 'eve@northwind.example', email_verified: true };
  await page.goto('/sign-in');
  await page.getByRole('button', { name: 'Continue with Northwind Login' }).click();
  await page.getByText('There is no account here for the address').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  await enter(page, PASSWORD);
  await page.getByRole('heading', { name: 'Getting started' }).waitFor();
  await page.goto('/settings?tab=account');
  await page.getByRole('button', { name: 'Connect Northwind Login' }).click();
  await page.getByText('knows you by another e-mail address').waitFor();
  provider.person = { sub: 'ada', email: OWNER.email, email_verified: true };
  await page.getByRole('button', { name: 'Connect Northwind Login' }).click();
  await page.getByText('Northwind Login lets you in.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);

  const { page: second } = await openPage(browser, other.url);
  await second.goto('/integrations');
  await second.getByRole('button', { name: 'Continue with Northwind Login' }).click();
  await second.waitForURL('**/integrations');
  await second.getByRole('heading', { name: 'Integrations' }).waitFor();
  expect(errors).toEqual([]);
});
