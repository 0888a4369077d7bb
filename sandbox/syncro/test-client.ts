import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { SYNCRO } from './data.ts';

/** Asks the API with the sandbox's token. @param path behind `/api/v1` */
export async function askSyncro(
  sandbox: Sandbox,
  path: string,
  token = sandbox.credentials(SYNCRO).apiToken ?? '',
): Promise<Answer> {
  return answerOf(await fetch(`${sandbox.url(SYNCRO)}/api/v1${path}`, { headers: { authorization: token } }));
}
