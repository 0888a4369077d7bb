import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createApi } from './harness/api.ts';
import { launchBrowser } from './harness/browser.ts';
import { accessibilityProblems, openPage } from './harness/page.ts';
import { type Product, startProduct } from './harness/product.ts';

const OPERATOR_KEY = 'operator-key-of-the-browser-tests';

let product: Product;
let browser: Browser;

beforeAll(async () => {
  product = await startProduct({ isDemo: true, env: { TIEOUT_OPERATOR_KEY: OPERATOR_KEY } });
  browser = await launchBrowser();
});

afterAll(async () => {
  await browser?.close();
  await product?.remove();
});

test('on the Free plan the page says what billing reconciliation would give, and gives it once the plan changes', async () => {
  const operator = createApi(product.url, { authorization: `Bearer ${OPERATOR_KEY}` });
  const [workspace] = await operator.all<{ id: string }>('/api/v1/operator/workspaces');
  const setPlan = (plan: string) =>
    operator.send('PATCH', `/api/v1/operator/workspaces/${workspace?.id}`, { plan });
  expect((await setPlan('free')).status).toBe(200);
  for (const options of [{}, { colorScheme: 'dark' as const, viewport: { width: 390, height: 800 } }]) {
    const { page, errors } = await openPage(browser, product.url, options);
    await page.goto('/billing/reconciliation?tab=mapped');
    await page.waitForURL('**/upgrade');
    await page.getByText('Part of the Pro and Enterprise plans').waitFor();
    expect(await accessibilityProblems(page)).toEqual([]);
    expect(errors).toEqual([]);
  }
  expect((await setPlan('pro')).status).toBe(200);
  const { page } = await openPage(browser, product.url);
  await page.goto('/upgrade');
  await page.waitForURL('**/billing/reconciliation/reconciliation');
  await page.getByRole('row').nth(1).waitFor();
});
