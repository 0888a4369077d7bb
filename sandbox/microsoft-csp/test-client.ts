import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf, postForm } from '../server/test-client.ts';
import { CSP } from './data.ts';

/** Asks for a token with the sandbox's credentials. @param changed fields in place of the right ones */
export function askToken(sandbox: Sandbox, changed: Record<string, string> = {}): Promise<Answer> {
  const { tenantId, clientId = '', clientSecret = '', refreshToken = '' } = sandbox.credentials(CSP);
  const form = {
    grant_type: 'refresh_token',
    resource: 'https://api.partnercenter.microsoft.com',
    client_id: clientId,
    client_secret: clientSecret,
    refresh_token: refreshToken,
    scope: 'openid',
    ...changed,
  };
  return postForm(`${sandbox.url(CSP)}/${tenantId}/oauth2/token`, form);
}

/** Asks the API, signed in. @param question path behind /v1, with query @param headers beside, or in place of, the right ones */
export async function askCsp(
  sandbox: Sandbox,
  question: string,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const { access_token } = (await askToken(sandbox)).body as { access_token: string };
  const right = { authorization: `Bearer ${access_token}`, 'MS-Contract-Version': 'v1' };
  return answerOf(await fetch(`${sandbox.url(CSP)}/v1/${question}`, { headers: { ...right, ...headers } }));
}
