import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { OWNER, setUp } from './harness/owner.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

const PASSWORD = OWNER.password;

let product: Product;
let browser: Browser;
/** Passkeys belong to a name: an address of numbers has none. */
let url: string;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
  url = product.url.replace('127.0.0.1', 'localhost');
  await setUp(product);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

const NARROW_DARK = { colorScheme: 'dark' as const, viewport: { width: 390, height: 800 } };

/** A device that holds passkeys and asks who one is (https://www.w3.org/TR/webauthn-3/#sctn-automation). */
type Device = { isVerified: (isVerified: boolean) => Promise<void> };

async function plugIn(page: Page): Promise<Device> {
  const session = await page.context().newCDPSession(page);
  await session.send('WebAuthn.enable');
  const { authenticatorId } = await session.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  });
  return {
    isVerified: async (isUserVerified) => {
      await session.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified });
    },
  };
}

async function openWithDevice(options: BrowserContextOptions = {}) {
  const { page, errors } = await openPage(browser, url, options);
  return { page, errors, device: await plugIn(page) };
}

async function enter(page: Page): Promise<void> {
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(OWNER.email);
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await page.getByRole('heading', { name: 'Getting started' }).waitFor();
}

async function add(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name').fill(name);
  await dialog.getByRole('button', { name: 'Add' }).click();
  await page.getByRole('button', { name: `Remove ${name}` }).waitFor();
}

async function leave(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Account: Ada Clerk' }).click();
  await page.getByRole('menuitem', { name: 'Sign out' }).click();
  await page.waitForURL('**/sign-in*');
}

test('a passkey is added, renamed, signs in, is removed, and signs in no more', async () => {
  const { page, errors } = await openWithDevice();
  await enter(page);
  await page.goto('/settings?tab=account');
  await page.getByText('None yet. A passkey signs you in').waitFor();
  await add(page, 'Laptop');
  await page.getByText('not used yet').waitFor();
  await page.getByRole('button', { name: 'Rename Laptop' }).click();
  await page.getByRole('dialog').getByLabel('Name').fill('Work laptop');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('button', { name: 'Remove Work laptop' }).waitFor();

  await leave(page);
  await page.goto('/integrations');
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.waitForURL('**/integrations');
  await page.getByRole('heading', { name: 'Integrations' }).waitFor();
  await page.goto('/settings?tab=account');
  await page.getByText('last used').waitFor();
  expect(errors).toEqual([]);

  await page.getByRole('button', { name: 'Remove Work laptop' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('None yet. A passkey signs you in').waitFor();
  await leave(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('This passkey does not sign you in').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  expect(
    (
      await page
        .context()
        .request.get('/api/v1/session')
        .then((answer) => answer.json())
    ).state,
  ).toBe('signed_out');
});

test.each([
  ['light', {}],
  ['dark', NARROW_DARK],
] as const)(
  'axe finds no fault with the panel, its dialogs and the sign-in page in the %s theme',
  async (_, options) => {
    const { page, errors } = await openWithDevice(options);
    await page.goto('/sign-in');
    await page.getByRole('button', { name: 'Sign in with a passkey' }).waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await enter(page);
    await page.goto('/settings?tab=account');
    await page.getByText('None yet. A passkey signs you in').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Add a passkey' }).click();
    expect(await page.getByLabel('Name', { exact: true }).inputValue()).toBe('Chrome on Linux');
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    await add(page, 'A passkey with a name so long that it does not fit on a narrow page beside its buttons');
    await addAgain(page);
    expect(await accessibilityProblems(page)).toEqual([]);
    await page.getByRole('button', { name: 'Cancel' }).click();
    expect(await accessibilityProblems(page)).toEqual([]);
    const sideways = 'document.documentElement.scrollWidth - window.innerWidth';
    expect(Number(await page.evaluate(sideways))).toBeLessThanOrEqual(0);
    await page.getByRole('button', { name: /^Remove / }).click();
    await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
    await page.getByText('None yet. A passkey signs you in').waitFor();
    expect(errors).toEqual([]);
  },
);

/** One device has one passkey of an account. */
async function addAgain(page: Page): Promise<void> {
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await page.getByText('This device holds a passkey for your account already.').waitFor();
}

test('who is not recognised by the device, or has no passkey on it, is told so', async () => {
  const { page, device } = await openWithDevice();
  await enter(page);
  await page.goto('/settings?tab=account');
  await device.isVerified(false);
  await page.getByRole('button', { name: 'Add a passkey' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Add' }).click();
  await page.getByText('No passkey was made: it was cancelled').waitFor();
  await page.getByRole('button', { name: 'Cancel' }).click();
  await leave(page);
  await page.getByRole('button', { name: 'Sign in with a passkey' }).click();
  await page.getByText('You are not signed in: it was cancelled').waitFor();
});

test('without passkeys in the browser, or by an address of numbers, the page says so and offers none', async () => {
  const { page, errors } = await openPage(browser, url);
  await page.addInitScript('delete window.PublicKeyCredential');
  await enter(page);
  await page.goto('/settings?tab=account');
  await page.getByText('This browser makes no passkeys.').waitFor();
  expect(await page.getByRole('button', { name: 'Add a passkey' }).count()).toBe(0);
  await leave(page);
  expect(await page.getByRole('button', { name: 'Sign in with a passkey' }).count()).toBe(0);

  const { page: other } = await openPage(browser, product.url);
  await enter(other);
  await other.goto('/settings?tab=account');
  await other.getByRole('link', { name: url }).waitFor();
  expect(await accessibilityProblems(other)).toEqual([]);
  expect(errors).toEqual([]);
});
