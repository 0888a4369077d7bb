import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi, demoApi } from './harness/api.ts';
import { launchBrowser } from './harness/browser.ts';
import { cookiesOf, keepCookies } from './harness/owner.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

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

const BILLING = '/billing/reconciliation';
/** Pages on which something can be changed, with something that is there once their data are. */
const PAGES: [path: string, ready: string][] = [
  ...['agreements', 'unmapped', 'mapped', 'ignored', 'reconciliation'].map((tab): [string, string] => [
    `${BILLING}/${tab}`,
    'tbody tr',
  ]),
  ['/unbilled?all=true', 'tbody tr'],
  ['/rules', 'h2'],
  ['/organizations?tab=unlinked', 'tbody tr'],
  ['/organizations?tab=links', 'tbody tr'],
  ['/integrations', 'h2'],
  ['/settings', 'form'],
  ['/settings?tab=members', 'tbody tr'],
  ['/setup', 'h1'],
];

/** What begins the name of a button that works with the billing, and of one that administers. */
const WORK =
  /^(?:sync|select|edit mapping|configure|change link|restore|accept|unlink|link|import|make a rule|upload)\b/i;
const ADMINISTER =
  /^(add |more for (halopsa|ninjaone|microsoft)|invite|save(?! as csv)|reset|name$|currency$|remove )/i;

/** Someone with this role in the demo's workspace, signed in. */
async function openAs(role: 'viewer' | 'biller'): Promise<{ page: Page; errors: string[] }> {
  const owner = await demoApi(product.url);
  const email = `${role}@people.example`;
  const { body } = await owner.send<{ path: string }>('POST', '/api/v1/invitations', { email, role });
  const account = { token: body.path.split('=')[1], name: `A ${role}`, password: 'a long enough password' };
  const { headers } = await createApi(product.url, {}).send('POST', '/api/v1/invitations/accept', account);
  const opened = await openPage(browser, product.url);
  await keepCookies(opened.page, product, cookiesOf(headers));
  return opened;
}

/** The names of all that can be pressed, chosen or filled in on the page now. */
async function offered(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`[...document.querySelectorAll('main button, main input, main textarea')]
    .filter((one) => !one.matches(':disabled, [data-disabled], [type=hidden]') && one.checkVisibility())
    .map((one) => (one.getAttribute('aria-label') ?? one.labels?.[0]?.textContent ?? one.textContent).trim())`);
}

async function listOffers(page: Page): Promise<Record<string, string[]>> {
  const offers: Record<string, string[]> = {};
  for (const [path, ready] of PAGES) {
    await page.goto(path);
    await page.locator(`main ${ready}`).first().waitFor();
    expect(await accessibilityProblems(page), path).toEqual([]);
    offers[path] = await offered(page);
  }
  return offers;
}

const matching = (offers: Record<string, string[]>, pattern: RegExp): string[] =>
  Object.entries(offers).flatMap(([path, names]) =>
    names.filter((name) => pattern.test(name)).map((name) => `${path}: ${name}`),
  );

test('a viewer is offered nothing that changes anything, on any page', async () => {
  const { page, errors } = await openAs('viewer');
  const offers = await listOffers(page);
  expect(matching(offers, WORK)).toEqual([]);
  expect(matching(offers, ADMINISTER)).toEqual([]);
  await page.goto(`${BILLING}/reconciliation`);
  await page.getByRole('row').nth(1).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByText('Your role in this workspace sees this and does not change it.').waitFor();
  for (const name of ['Save', 'Remove mapping', 'Add a note', 'Accept variance…', 'Separate']) {
    expect([name, await dialog.getByRole('button', { name }).count()]).toEqual([name, 0]);
  }
  await page.goto('/integrations?add=halopsa');
  await page.getByRole('heading', { name: 'Connected' }).waitFor();
  expect(await page.getByRole('dialog').count()).toBe(0);
  expect(errors).toEqual([]);
});

test('a biller is offered the work, and not what administers', async () => {
  const { page, errors } = await openAs('biller');
  const offers = await listOffers(page);
  expect(matching(offers, ADMINISTER)).toEqual([]);
  // The same search finds what there is: a viewer's page is not simply empty.
  const pages = matching(offers, WORK).map((text) => text.split(':')[0]);
  expect([...new Set(pages)]).toEqual(
    expect.arrayContaining([`${BILLING}/mapped`, '/rules', '/integrations']),
  );
  expect(errors).toEqual([]);
});

test('the API’s reference page runs under its own policy', async () => {
  const { page, errors } = await openPage(browser, product.url);
  await page.goto('/api/docs/');
  await page.getByText('Tieout API').first().waitFor();
  await page.getByText('integrations').first().waitFor();
  expect(errors.filter((text) => /Content.Security.Policy|inline/i.test(text))).toEqual([]);
});
