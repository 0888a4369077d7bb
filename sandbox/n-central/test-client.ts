import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { N_CENTRAL } from './data.ts';

/** Exchanges the user's token. */
export async function authenticate(
  sandbox: Sandbox,
  apiToken = sandbox.credentials(N_CENTRAL).apiToken,
): Promise<Answer> {
  const headers = { authorization: `Bearer ${apiToken}` };
  return answerOf(
    await fetch(`${sandbox.url(N_CENTRAL)}/api/auth/authenticate`, { method: 'POST', headers }),
  );
}

/** Asks the API with a token of an hour. @param path behind `/api` */
export async function askNCentral(sandbox: Sandbox, path: string): Promise<Answer> {
  const { body } = await authenticate(sandbox);
  const { token } = (body as { tokens: { access: { token: string } } }).tokens.access;
  const headers = { authorization: `Bearer ${token}` };
  return answerOf(await fetch(`${sandbox.url(N_CENTRAL)}/api${path}`, { headers }));
}
