import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { SENTINELONE } from './data.ts';

/** Asks the API with the sandbox's token. @param path behind `/web/api/v2.1` */
export async function askSentinelOne(
  sandbox: Sandbox,
  path: string,
  token = sandbox.credentials(SENTINELONE).apiToken,
): Promise<Answer> {
  const headers = { authorization: `ApiToken ${token}` };
  return answerOf(await fetch(`${sandbox.url(SENTINELONE)}/web/api/v2.1${path}`, { headers }));
}
