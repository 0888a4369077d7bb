import type { Page } from 'playwright-core';
import { type Api, createApi } from './api.ts';
import type { Product } from './product.ts';

export const OWNER = {
  name: 'Ada Clerk',
  email: 'ada@northwind.example',
  password: 'a long enough password',
};

/** The owner's cookies and the API as the owner sees it. */
export type Owner = { cookies: Cookie[]; api: Api };

type Cookie = { name: string; value: string };

/** Makes the owner of a new instance, who is signed in by that. */
export async function setUp({ url, output }: Product): Promise<Owner> {
  const code = /code.*?(\d{8})/.exec(output())?.[1] ?? '';
  const body = { code, ...OWNER, workspaceName: 'Northwind IT' };
  const { status, headers } = await createApi(url, {}).send('POST', '/api/v1/setup', body);
  if (status !== 201) throw new Error(`the set-up answered ${status}`);
  const cookies = cookiesOf(headers);
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookies, api: createApi(url, { cookie, origin: url }) };
}

/** The same, with a page's browser signed in as that owner. */
export async function setUpIn(page: Page, product: Product): Promise<Owner> {
  const owner = await setUp(product);
  await keepCookies(page, product, owner.cookies);
  return owner;
}

/** Has a page's browser keep cookies of the product. */
export async function keepCookies(page: Page, { url }: Product, cookies: readonly Cookie[]): Promise<void> {
  await page.context().addCookies(cookies.map((cookie) => ({ ...cookie, url })));
}

/** The cookies that an answer sets. */
export function cookiesOf(headers: Headers): Cookie[] {
  return headers.getSetCookie().map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    return { name, value };
  });
}
