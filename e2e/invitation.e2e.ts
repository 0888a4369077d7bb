import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchBrowser } from './harness/browser.ts';
import { OWNER, setUpIn } from './harness/owner.ts';
import { accessibilityProblems, openPage, rowWith } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

const PASSWORD = OWNER.password;

let product: Product;
let browser: Browser;

beforeAll(async () => {
  [product, browser] = await Promise.all([startProduct(), launchBrowser()]);
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

/** The owner's browser, after the set-up of a new instance. */
async function openAsOwner(): Promise<Page> {
  const { page } = await openPage(browser, product.url);
  await setUpIn(page, product);
  return page;
}

test('an invited person makes an account by the link, or signs in and joins; a used link says so', async () => {
  const owner = await openAsOwner();
  const invite = async (email: string) => {
    const answer = await owner.request.post('/api/v1/invitations', { data: { email, role: 'biller' } });
    return ((await answer.json()) as { path: string }).path;
  };
  const path = await invite('ben@northwind.example');
  const { page, errors } = await openPage(browser, product.url);
  await page.goto(path);
  await page.getByRole('heading', { name: 'Join Northwind IT' }).waitFor();
  await page.getByText('Ada Clerk invites ben@northwind.example').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByLabel('Your name').fill('Ben Clerk');
  await page.getByRole('textbox', { name: 'Password' }).fill('short');
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await page.locator('.mantine-PasswordInput-error').waitFor();
  await page.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await page.getByRole('button', { name: 'Create account and join' }).click();
  await page.getByRole('heading', { name: 'Getting started' }).waitFor();
  expect(errors).toEqual([]);

  await page.goto(path);
  await page.getByText('This invitation has been used').waitFor();

  const members = await owner.request.get('/api/v1/members');
  const { items } = (await members.json()) as { items: { id: string; name: string }[] };
  const ben = items.find(({ name }) => name === 'Ben Clerk');
  await owner.request.delete(`/api/v1/members/${ben?.id}`);
  const second = await invite('ben@northwind.example');
  const elsewhere = (await openPage(browser, product.url)).page;
  await elsewhere.goto(second);
  await elsewhere.getByText('You have an account here').waitFor();
  await elsewhere.getByRole('link', { name: 'Sign in' }).click();
  await elsewhere.getByLabel('E-mail').fill('ben@northwind.example');
  await elsewhere.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await elsewhere.getByRole('button', { name: 'Sign in' }).click();
  await elsewhere.getByRole('button', { name: 'Join the workspace' }).click();
  await elsewhere.getByRole('heading', { name: 'Getting started' }).waitFor();
});

test('someone else who is signed in is told whose invitation it is', async () => {
  const { page } = await openPage(browser, product.url);
  const signedIn = await page.request.post('/api/auth/sign-in/email', {
    data: { email: 'ada@northwind.example', password: PASSWORD },
  });
  expect(signedIn.status()).toBe(200);
  const made = await page.request.post('/api/v1/invitations', {
    data: { email: 'eve@northwind.example', role: 'viewer' },
  });
  await page.goto(((await made.json()) as { path: string }).path);
  await page.getByText('You are signed in as ada@northwind.example').waitFor();
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Create account and join' }).waitFor();
});

test('an owner invites someone, gives them another role, takes it back, and removes them', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.request.post('/api/auth/sign-in/email', {
    data: { email: 'ada@northwind.example', password: PASSWORD },
  });
  await page.goto('/settings?tab=members');
  await page.getByRole('button', { name: 'Invite someone' }).click();
  await page.getByLabel('E-mail').fill('not an address');
  await page.getByRole('button', { name: 'Make the link' }).click();
  await page.getByText('An e-mail address').waitFor();
  await page.getByLabel('E-mail').fill('cleo@northwind.example');
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Make the link' }).click();
  const link = await page.getByLabel('The link').textContent();
  await page.getByRole('button', { name: 'Done' }).click();
  await rowWith(page, 'cleo@northwind.example', 'Biller').waitFor();
  await page.reload();
  await rowWith(page, 'cleo@northwind.example', 'Biller').waitFor();

  const cleo = (await openPage(browser, product.url)).page;
  await cleo.goto(link ?? '');
  await cleo.getByLabel('Your name').fill('Cleo Clerk');
  await cleo.getByRole('textbox', { name: 'Password' }).fill(PASSWORD);
  await cleo.getByRole('button', { name: 'Create account and join' }).click();
  await cleo.getByRole('heading', { name: 'Getting started' }).waitFor();
  await cleo.goto('/settings?tab=members');
  await rowWith(cleo, 'Cleo Clerk (you)').waitFor();
  expect(await cleo.getByRole('button', { name: 'Invite someone' }).count()).toBe(0);

  await page.reload();
  const role = page.getByRole('combobox', { name: 'Role of Cleo Clerk' });
  await role.click();
  await page.getByRole('option', { name: 'Viewer' }).click();
  await page.getByText('The role of Cleo Clerk is now Viewer.').waitFor();
  expect(await accessibilityProblems(page)).toEqual([]);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect.poll(() => role.inputValue()).toBe('Biller');
  await page.getByRole('button', { name: 'Remove Cleo Clerk' }).click();
  await page.getByRole('dialog').getByRole('button', { name: 'Remove' }).click();
  await page.getByText('The member has been removed.').waitFor();
  await rowWith(page, 'Cleo Clerk').waitFor({ state: 'detached' });
  expect(errors).toEqual([]);
});
