import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { DATTO } from './data.ts';

/** Mints a token with the sandbox's key. */
export async function signInToDatto(
  sandbox: Sandbox,
  secret = sandbox.credentials(DATTO).apiSecret ?? '',
): Promise<Answer> {
  const headers = { authorization: `Basic ${Buffer.from('public-client:public').toString('base64')}` };
  const username = sandbox.credentials(DATTO).apiKey ?? '';
  const body = new URLSearchParams({ grant_type: 'password', username, password: secret });
  return answerOf(await fetch(`${sandbox.url(DATTO)}/auth/oauth/token`, { method: 'POST', headers, body }));
}

/** Asks the API. @param path behind `/api` */
export async function askDatto(sandbox: Sandbox, path: string, token?: string): Promise<Answer> {
  const { access_token } = (await signInToDatto(sandbox)).body as { access_token: string };
  const headers = { authorization: `Bearer ${token ?? access_token}` };
  return answerOf(await fetch(`${sandbox.url(DATTO)}/api${path}`, { headers }));
}
