import type { Sandbox } from '../sandbox.ts';

/** What a test reads of an answer. */
export type Answer = { status: number; headers: Headers; body: unknown };

/** POSTs a form as token endpoints want it. */
export async function postForm(url: string, form: Record<string, string>): Promise<Answer> {
  return answerOf(await fetch(url, { method: 'POST', body: new URLSearchParams(form) }));
}

export async function get(url: string, token?: string): Promise<Answer> {
  return answerOf(
    await fetch(url, token === undefined ? {} : { headers: { authorization: `Bearer ${token}` } }),
  );
}

export async function postJson(url: string, body: object, token: string): Promise<Answer> {
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  return answerOf(await fetch(url, { method: 'POST', headers, body: JSON.stringify(body) }));
}

/** Status, headers and body, the body parsed where it is JSON. */
export async function answerOf(response: Response): Promise<Answer> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return { status: response.status, headers: response.headers, body: isJson ? JSON.parse(text) : text };
}

/** The form that signs in to the vendor with the sandbox's credentials. */
export function tokenForm(sandbox: Sandbox, vendorId: string): Record<string, string> {
  const { clientId = '', clientSecret = '' } = sandbox.credentials(vendorId);
  return { grant_type: 'client_credentials', client_id: clientId, client_secret: clientSecret };
}

/** A working access token; of a Microsoft tenant where one is named, else of the partner's own. */
export async function signIn(sandbox: Sandbox, vendorId: string, tenantId?: string): Promise<string> {
  const form = tokenForm(sandbox, vendorId);
  const { tenant, tenantId: partner } = sandbox.credentials(vendorId);
  const paths: Record<string, { path: string; scope: string }> = {
    halopsa: { path: `/auth/token?tenant=${tenant}`, scope: 'all' },
    ninjaone: { path: '/ws/oauth/token', scope: 'monitoring' },
    'microsoft-365': {
      path: `/${tenantId ?? partner}/oauth2/v2.0/token`,
      scope: 'https://graph.microsoft.com/.default',
    },
  };
  const { path = '', scope = '' } = paths[vendorId] ?? {};
  const { status, body } = await postForm(sandbox.url(vendorId) + path, { ...form, scope });
  if (status !== 200) throw new Error(`No token from ${vendorId}: ${JSON.stringify(body)}`);
  return (body as { access_token: string }).access_token;
}
