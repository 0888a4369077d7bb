import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf, get } from '../server/test-client.ts';
import { DATTO } from './data.ts';

/** Signs in with the sandbox's key. @param changed fields of the form in place of the right ones */
export async function askToken(
  sandbox: Sandbox,
  changed: Record<string, string> = {},
  client = 'public-client:public',
): Promise<Answer> {
  const { apiKey = '', apiSecret = '' } = sandbox.credentials(DATTO);
  const form = { grant_type: 'password', username: apiKey, password: apiSecret, ...changed };
  const headers = { authorization: `Basic ${Buffer.from(client).toString('base64')}` };
  const url = `${sandbox.url(DATTO)}/auth/oauth/token`;
  return answerOf(await fetch(url, { method: 'POST', headers, body: new URLSearchParams(form) }));
}

/** Asks the API with a token of the sandbox. @param path behind `/api/v2`, or a complete address */
export async function askDatto(sandbox: Sandbox, path: string): Promise<Answer> {
  const { body } = await askToken(sandbox);
  const url = URL.canParse(path) ? path : `${sandbox.url(DATTO)}/api/v2${path}`;
  return get(url, (body as { access_token: string }).access_token);
}
