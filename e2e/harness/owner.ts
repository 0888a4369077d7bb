import { type Api, createApi } from './api.ts';
import type { Product } from './product.ts';

export const OWNER = {
  name: 'Ada Clerk',
  email: 'ada@northwind.example',
  password: 'a long enough password',
};

/** The owner's cookies and the API as the owner sees it. */
export type Owner = { cookies: { name: string; value: string }[]; api: Api };

/** Makes the owner of a new instance, who is signed in by that. */
export async function setUp({ url, output }: Product): Promise<Owner> {
  const code = /code.*?(\d{8})/.exec(output())?.[1] ?? '';
  const body = { code, ...OWNER, workspaceName: 'Northwind IT' };
  const { status, headers } = await createApi(url, {}).send('POST', '/api/v1/setup', body);
  if (status !== 201) throw new Error(`the set-up answered ${status}`);
  const cookies = headers.getSetCookie().map((text) => {
    const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(text) ?? [];
    return { name, value };
  });
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ');
  return { cookies, api: createApi(url, { cookie, origin: url }) };
}
