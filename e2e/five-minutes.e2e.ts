import type { Browser, Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox/sandbox.ts';
import type { Api } from './harness/api.ts';
import { launchBrowser } from './harness/browser.ts';
import { setUpIn } from './harness/owner.ts';
import { openPage, rowWith, tabCount } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

/**
 * From a PSA and sources that are connected and synced, with nothing linked or mapped by anybody, to every line mapped
 * that can be: as a person would who knows the business, counting the clicks.
 */

const VENDORS = ['halopsa', 'ninjaone', 'microsoft-365'];
/** A person who reads before clicking. */
const SECONDS_A_CLICK = 3;
const LIMIT_S = 300;

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

/** Clicks and counts it. */
class Hand {
  clicks = 0;

  async click(target: Locator): Promise<void> {
    await target.click();
    this.clicks += 1;
  }
}

async function connectVendors(page: Page): Promise<Api> {
  const { api } = await setUpIn(page, product);
  for (const vendor of VENDORS) {
    const credentials = sandbox.credentials(vendor);
    const { body } = await api.send<{ id: string }>('POST', '/api/v1/integrations', { vendor, credentials });
    await api.send('POST', `/api/v1/integrations/${body.id}/sync`);
    const hasSynced = async () => {
      const answer = await api.get<{ lastGoodSyncAt: string | null }>(`/api/v1/integrations/${body.id}`);
      return answer.body.lastGoodSyncAt !== null;
    };
    await expect.poll(hasSynced, { timeout: 60_000 }).toBe(true);
  }
  return api;
}

/** Accepts what is suggested, links by name what is not, and ignores what is no client. */
async function linkCompanies(page: Page, hand: Hand): Promise<void> {
  const clients = new Map(
    sandbox.msp.companyTruth.map(({ vendor, externalId, organizationName }) => [
      `${vendor} ${externalId}`,
      organizationName,
    ]),
  );
  const answer = await page.request.get('/api/v1/companies?state=unlinked&limit=500');
  const { items } = (await answer.json()) as {
    items: { name: string; integrationId: string; externalId: string }[];
  };
  const integrations = (await (await page.request.get('/api/v1/integrations')).json()) as {
    items: { id: string; vendor: string }[];
  };
  for (const { name, integrationId, externalId } of items) {
    const vendor = integrations.items.find(({ id }) => id === integrationId)?.vendor ?? '';
    const client = clients.get(`${vendor} ${externalId}`) ?? null;
    await linkOne(page, hand, name, client);
    await page.getByRole('button', { name: `More for ${name}`, exact: true }).waitFor({ state: 'detached' });
  }
}

async function linkOne(page: Page, hand: Hand, name: string, client: string | null): Promise<void> {
  if (client === null) {
    await hand.click(page.getByRole('button', { name: `More for ${name}`, exact: true }));
    await hand.click(page.getByRole('menuitem', { name: /^Ignore/ }));
    return;
  }
  const accept = page.getByRole('button', { name: `Accept suggestion for ${name}`, exact: true });
  if (await accept.isVisible()) {
    await hand.click(accept);
    return;
  }
  await hand.click(page.getByRole('button', { name: `Link ${name} to an organization`, exact: true }));
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('combobox', { name: 'Organization' }).fill(client);
  await hand.click(page.getByRole('option', { name: client, exact: true }));
  await hand.click(dialog.getByRole('button', { name: 'Link', exact: true }));
}

/** Accepts what is sure at once, then product by product what a person knows to be right. */
async function acceptSuggestions(page: Page, hand: Hand, api: Api): Promise<void> {
  const before = await tabCount(page, 'Unmapped');
  await hand.click(page.getByRole('button', { name: 'Accept what is sure…' }));
  await hand.click(page.getByRole('dialog').getByRole('button', { name: 'Accept', exact: true }));
  await expect.poll(() => tabCount(page, 'Unmapped')).toBeLessThan(before);
  for (const name of await productsToMap(api)) {
    const all = page.getByRole('button', { name: `Accept all suggestions for ${name}`, exact: true });
    const one = page.getByRole('button', { name: `Accept the suggestion for ${name}`, exact: true });
    // Suggestions come after the lines: until then a line says neither.
    const without = page
      .getByRole('row')
      .filter({ has: configure(page, name) })
      .filter({ hasText: 'No suggestion' });
    await scrollUntil(page, all.or(one).or(without).first());
    const accept = (await all.isVisible()) ? all : one.first();
    if (!(await accept.isVisible())) continue;
    await hand.click(accept);
    await accept.waitFor({ state: 'detached' });
  }
}

/** Looks through the table from its top: only the rows in sight are drawn. */
async function scrollUntil(page: Page, target: Locator): Promise<void> {
  const frame = page.locator('section[aria-busy]').filter({ has: page.getByRole('table') });
  await frame.evaluate((element) => element.scrollTo({ top: 0 }));
  const isInSight = async (): Promise<boolean> => {
    if (await target.isVisible()) return true;
    await frame.evaluate((element) => {
      const isAtEnd = element.scrollTop + element.clientHeight >= element.scrollHeight - 1;
      element.scrollTo({ top: isAtEnd ? 0 : element.scrollTop + element.clientHeight / 2 });
    });
    await page.evaluate('new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))');
    return false;
  };
  await expect.poll(isInSight).toBe(true);
}

function configure(page: Page, productName: string): Locator {
  return page.getByRole('button', { name: `Configure mapping: ${productName}` });
}

/** What nothing is suggested for: one line by hand, and the same for all others of the product. */
async function mapByHand(page: Page, hand: Hand, api: Api): Promise<void> {
  for (const name of await productsToMap(api)) {
    const intended = sandbox.msp.expectations.find(({ productName }) => productName === name)?.intended;
    const { categories = [] } = (intended?.filter ?? {}) as { categories?: string[] };
    const search = page.getByRole('searchbox').or(page.getByPlaceholder('Search product or client')).first();
    await hand.click(search);
    await searchFor(page, search, name);
    const dialog = page.getByRole('dialog');
    await hand.click(configure(page, name).first());
    const compared = dialog.getByRole('combobox', { name: 'Compared with' });
    await compared.or(dialog.getByText('Device categories')).first().waitFor();
    // Only a manual line may be compared with several things.
    if (await compared.isVisible()) {
      await hand.click(compared);
      await hand.click(page.getByRole('option', { name: 'Devices' }));
    }
    for (const category of categories) {
      await hand.click(dialog.getByText(new RegExp(`^${category} \\d`, 'i')));
    }
    await dialog.getByText(/^Counted \d/).waitFor();
    await hand.click(dialog.getByRole('button', { name: /^Save and apply to \d+ unmapped lines?/ }));
    await dialog.waitFor({ state: 'detached' });
    await hand.click(search);
    await search.fill('');
  }
}

/** Types, and waits as a person does who looks before clicking: rows change under the pointer while an answer comes. */
async function searchFor(page: Page, search: Locator, text: string): Promise<void> {
  const answered = page.waitForResponse((response) => new URL(response.url()).searchParams.get('q') === text);
  await search.fill(text);
  await answered;
  await page
    .locator('section[aria-busy="false"]')
    .filter({ has: page.getByRole('table') })
    .waitFor();
}

/** The products of the lines that can be mapped and are not yet. */
async function productsToMap(api: Api): Promise<string[]> {
  const left = await unmappedLines(api);
  return [...new Set(left.map(({ productName }) => productName))];
}

async function unmappedLines(api: Api): Promise<{ externalId: string; productName: string }[]> {
  const mappable = new Set(
    sandbox.msp.expectations
      .filter(({ intendedAction, state }) => intendedAction === 'map' && state === 'active')
      .map(({ psaLineExternalId }) => psaLineExternalId),
  );
  const lines = await api.all<{ externalId: string; productName: string }>(
    '/api/v1/line-items?state=unmapped',
  );
  return lines.filter(({ externalId }) => mappable.has(externalId));
}

test('in five minutes of clicking every line is mapped that can be, and the first findings are on screen', async () => {
  const { page, errors } = await openPage(browser, product.url);
  const api = await connectVendors(page);
  expect((await unmappedLines(api)).length).toBeGreaterThan(250);
  const hand = new Hand();
  const started = performance.now();

  await page.goto('/overview');
  await hand.click(page.getByRole('link', { name: 'Link companies' }));
  await linkCompanies(page, hand);
  await hand.click(page.getByRole('link', { name: /^Billing reconciliation/ }));
  await hand.click(page.getByRole('tab', { name: /^Unmapped/ }));
  await acceptSuggestions(page, hand, api);
  await mapByHand(page, hand, api);
  await hand.click(page.getByRole('tab', { name: /^Reconciliation/ }));
  await rowWith(page, 'billed').first().waitFor();

  const waitedS = (performance.now() - started) / 1000;
  const seconds = hand.clicks * SECONDS_A_CLICK + waitedS;
  process.stdout.write(`${hand.clicks} clicks, ${waitedS.toFixed(0)} s of waiting\n`);
  expect(await unmappedLines(api)).toEqual([]);
  expect(seconds).toBeLessThan(LIMIT_S);
  expect(errors).toEqual([]);
});
