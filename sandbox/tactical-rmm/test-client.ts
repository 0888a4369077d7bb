import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { TACTICAL } from './data.ts';

/** Asks the API with the sandbox's key. */
export async function askTactical(
  sandbox: Sandbox,
  path: string,
  key = sandbox.credentials(TACTICAL).apiKey ?? '',
): Promise<Answer> {
  return answerOf(await fetch(sandbox.url(TACTICAL) + path, { headers: { 'x-api-key': key } }));
}
