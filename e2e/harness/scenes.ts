import type { BrowserContextOptions } from 'playwright-core';
import { type Api, createApi, demoApi } from './api.ts';
import { OWNER, setUp } from './owner.ts';
import { startProduct } from './product.ts';
import { FIRST, FREE_PLAN, newWorkspace, PAGES, PARTS, signedOut, type View } from './views.ts';

const OPERATOR_KEY = 'operator-key-of-the-browser-tests';

/** Views that are seen one after the other in one state of a product, and how a browser opens them. */
export type Act = { name: string; views: readonly View[]; options: BrowserContextOptions };

/** The demo's companies are linked by themselves; some of one integration are not any more, and are suggested. */
export async function takeBackLinks(api: Api, howMany: number): Promise<void> {
  const linked = await api.all<{ id: string; integrationId: string; linkedBy: string }>(
    '/api/v1/companies?state=linked',
  );
  const automatic = linked.filter(({ linkedBy }) => linkedBy === 'automatic');
  const last = automatic.at(-1)?.integrationId;
  const companyIds = automatic
    .filter(({ integrationId }) => integrationId === last)
    .slice(0, howMany)
    .map(({ id }) => id);
  const { status } = await api.send('POST', '/api/v1/companies/bulk-unlink', { companyIds });
  if (status !== 204 || companyIds.length < howMany) throw new Error(`unlinking answered ${status}`);
}

/** Gives the demo what its pages have after some months: a rule, a key, companies that wait to be linked. */
async function furnish(api: Api): Promise<void> {
  await takeBackLinks(api, 5);
  const integrations = await api.all<{ id: string; vendor: string }>('/api/v1/integrations');
  const source = integrations.find(({ vendor }) => vendor === 'ninjaone');
  const mapping = { integrationId: source?.id, metric: 'devices', filter: {} };
  await api.send('POST', '/api/v1/rules', { namePattern: 'Antivirus*', mapping });
  await api.send('POST', '/api/v1/api-keys', { name: 'Month-end export', role: 'viewer', expiresAt: null });
}

/** A workspace that works, with the demo's data. */
export async function* demoActs(): AsyncGenerator<Act> {
  const product = await startProduct({ isDemo: true, env: { TIEOUT_OPERATOR_KEY: OPERATOR_KEY } });
  try {
    await furnish(await demoApi(product.url));
    const options = { baseURL: product.url };
    yield { name: 'the demo', views: [...PAGES, ...PARTS], options };
    const operator = createApi(product.url, { authorization: `Bearer ${OPERATOR_KEY}` });
    const [workspace] = await operator.all<{ id: string }>('/api/v1/operator/workspaces');
    await operator.send('PATCH', `/api/v1/operator/workspaces/${workspace?.id}`, { plan: 'free' });
    yield { name: 'the Free plan', views: FREE_PLAN, options };
  } finally {
    await product.remove();
  }
}

/** An instance that is set up, and has no data. */
export async function* newActs(): AsyncGenerator<Act> {
  const product = await startProduct();
  try {
    // Passkeys belong to a name: an address of numbers has none.
    const baseURL = product.url.replace('127.0.0.1', 'localhost');
    yield { name: 'a new instance', views: FIRST, options: { baseURL } };
    const { api, cookies } = await setUp(product);
    const invitation = { email: 'ben@northwind.example', role: 'biller' };
    const { body } = await api.send<{ path: string }>('POST', '/api/v1/invitations', invitation);
    yield { name: 'signed out', views: signedOut(body.path), options: { baseURL } };
    const storageState = { cookies: cookies.map((cookie) => ({ ...COOKIE, ...cookie })), origins: [] };
    const options = { baseURL, storageState };
    yield { name: 'a new workspace', views: newWorkspace(OWNER.password), options };
  } finally {
    await product.remove();
  }
}

/** How a browser keeps what the server sets for this machine. */
const COOKIE = {
  domain: 'localhost',
  path: '/',
  expires: -1,
  httpOnly: true,
  secure: false,
  sameSite: 'Lax' as const,
};
