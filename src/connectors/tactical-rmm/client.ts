import type { ConnectorContext } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { withKeyAdvice } from '../kit/key-advice.ts';
import { limiterFor } from '../kit/limiter.ts';
import { asRows } from '../kit/paging.ts';

const VENDOR = 'Tactical RMM';

/** The lists have no limit; this spares the MSP's own server, and 429 of a proxy before it is heeded. */
const LIMITS = { requests: 600, windowMs: 60_000, concurrency: 4 };
const CHECK =
  'the API key: whether it is complete, not expired, of a user who is active, and of this server (the API URL)';

export type TacticalCredentials = { baseUrl: string; apiKey: string };

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiKey }: TacticalCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Http {
  // The key's text must not become a key here: the server is what is counted.
  const limiter = limiterFor(`tactical-rmm ${baseUrl}`, LIMITS);
  const headers = { 'X-API-KEY': apiKey };
  return withKeyAdvice(
    createHttp({ vendor: VENDOR, baseUrl, context, limiter, secrets, headers }),
    VENDOR,
    CHECK,
  );
}

/** GET /clients/: all that the key's role sees; the list has no pages. */
export async function listClients(http: Http): Promise<unknown[]> {
  return asRows(await http.send({ path: '/clients/' }), `${VENDOR}'s list of clients`);
}

/**
 * GET /agents/ of one client, those that the key's role sees. The list has no pages: asked for client by client, it stays small,
 * and it tells whose an agent is, for its rows have the client's name alone.
 */
export async function listAgents(http: Http, clientId: string): Promise<unknown[]> {
  const query = { detail: 'true', client: clientId };
  return asRows(await http.send({ path: '/agents/', query }), AGENTS);
}

export const AGENTS = `${VENDOR}'s list of agents`;
