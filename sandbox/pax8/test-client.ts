import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf, get } from '../server/test-client.ts';
import { PAX8 } from './data.ts';

/** Asks for a token with the sandbox's keys. @param changed fields in place of the right ones */
export async function askToken(sandbox: Sandbox, changed: Record<string, string> = {}): Promise<Answer> {
  const { clientId, clientSecret } = sandbox.credentials(PAX8);
  const right = { client_id: clientId, client_secret: clientSecret, grant_type: 'client_credentials' };
  const body = JSON.stringify({ ...right, audience: 'https://api.pax8.com', ...changed });
  const headers = { 'content-type': 'application/json' };
  return answerOf(await fetch(`${sandbox.url(PAX8)}/v1/token`, { method: 'POST', headers, body }));
}

/** Asks the API, signed in. @param question path behind /v1, with query */
export async function askPax8(sandbox: Sandbox, question: string): Promise<Answer> {
  const { body } = await askToken(sandbox);
  return get(`${sandbox.url(PAX8)}/v1/${question}`, (body as { access_token: string }).access_token);
}
