import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { AUTOMATE } from './data.ts';

/** Signs in. @param changed fields in place of the right ones */
export async function signInToAutomate(sandbox: Sandbox, changed: object = {}): Promise<Answer> {
  const { username, password } = sandbox.credentials(AUTOMATE);
  return answerOf(
    await fetch(`${sandbox.url(AUTOMATE)}/cwa/api/v1/apitoken`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ UserName: username, Password: password, ...changed }),
    }),
  );
}

/** Asks the API with a token. @param path behind `/cwa/api/v1` */
export async function askAutomate(
  sandbox: Sandbox,
  path: string,
  clientId = sandbox.credentials(AUTOMATE).clientId ?? '',
): Promise<Answer> {
  const { body } = await signInToAutomate(sandbox);
  const { AccessToken } = body as { AccessToken: string };
  const headers = { authorization: `Bearer ${AccessToken}`, clientId };
  return answerOf(await fetch(`${sandbox.url(AUTOMATE)}/cwa/api/v1${path}`, { headers }));
}
