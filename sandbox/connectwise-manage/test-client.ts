import type { Sandbox } from '../sandbox.ts';
import { type Answer, answerOf } from '../server/test-client.ts';
import { MANAGE } from './data.ts';

type Ask = { path: string; headers?: Record<string, string>; json?: object; release?: string };

/** Asks the API with the sandbox's keys. @param ask.headers in place of, or beside, the right ones */
export async function askManage(sandbox: Sandbox, ask: Ask): Promise<Answer> {
  const { companyId, publicKey, privateKey, clientId } = sandbox.credentials(MANAGE);
  const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64');
  const headers = { authorization: `Basic ${basic}`, clientId: clientId ?? '', ...ask.headers };
  const url = `${sandbox.url(MANAGE)}/${ask.release ?? 'v2026_1'}/apis/3.0${ask.path}`;
  if (!ask.json) return answerOf(await fetch(url, { headers }));
  const withType = { ...headers, 'content-type': 'application/json' };
  return answerOf(await fetch(url, { method: 'POST', headers: withType, body: JSON.stringify(ask.json) }));
}
