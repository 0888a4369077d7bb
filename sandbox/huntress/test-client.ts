import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { HUNTRESS } from './data.ts';

/** Asks the API with the sandbox's key. @param path behind `/v1` */
export async function askHuntress(
  sandbox: Sandbox,
  path: string,
  secret = sandbox.credentials(HUNTRESS).apiSecret,
): Promise<Answer> {
  const basic = Buffer.from(`${sandbox.credentials(HUNTRESS).apiKey}:${secret}`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  return answerOf(await fetch(`${sandbox.url(HUNTRESS)}/v1${path}`, { headers }));
}
