import type { Sandbox } from '../sandbox.ts';
import { type Answer, get } from '../server/test-client.ts';
import { SYNCRO } from './data.ts';

/** Asks the API with the sandbox's token. @param path behind `/api/v1` */
export function askSyncro(
  sandbox: Sandbox,
  path: string,
  token = sandbox.credentials(SYNCRO).apiToken,
): Promise<Answer> {
  return get(`${sandbox.url(SYNCRO)}/api/v1${path}`, token);
}
