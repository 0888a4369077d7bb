import { type ConnectorContext, VendorError } from '../connector.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { withKeyAdvice } from '../kit/key-advice.ts';
import { limiterFor } from '../kit/limiter.ts';
import { incompleteListing, PageGuard } from '../kit/paging.ts';
import { cutText, withoutSecrets } from '../kit/redact.ts';
import { type InventoryPage, inventoryPage, rpcAnswer } from './schema.ts';

const VENDOR = 'GravityZone';

/** Per API key: 10 requests a second, of the licensing methods 5 (Bitdefender, "API rate limits"). */
const NETWORK_LIMITS = { requests: 10, windowMs: 1000, concurrency: 4 };
const LICENSING_LIMITS = { requests: 5, windowMs: 1000, concurrency: 4 };
/** The most that version 1.0 of the API gives at once. */
const PAGE_SIZE = 100;
const WORDS_LENGTH_MAX = 200;

const CHECK = 'the API key and the access URL, which are those of the same Control Center';

export type GravityZoneCredentials = { baseUrl: string; apiKey: string };

/** The services that are called; each takes its methods at an address of its own. */
export type GravityZone = { network: Rpc; licensing: Rpc };

/** @throws RpcError where the answer is an error */
type Rpc = (method: string, params: object) => Promise<unknown>;

/** GravityZone understood the call and refuses it. */
export class RpcError extends VendorError {}

/** @param secrets kept out of messages */
export function createClient(
  { baseUrl, apiKey }: GravityZoneCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): GravityZone {
  const basic = Buffer.from(`${apiKey}:`).toString('base64');
  const headers = { authorization: `Basic ${basic}` };
  const options = { vendor: VENDOR, baseUrl, context, secrets: [...secrets, basic], headers };
  // The limits are per key, whose text must not become a key here: the Control Center is what is counted.
  const http = (service: string, limits: typeof NETWORK_LIMITS): Http =>
    withKeyAdvice(
      createHttp({ ...options, limiter: limiterFor(`gravityzone ${baseUrl} ${service}`, limits) }),
      VENDOR,
      CHECK,
    );
  return {
    network: rpc(http('network', NETWORK_LIMITS), 'network', options.secrets),
    licensing: rpc(http('licensing', LICENSING_LIMITS), 'licensing', options.secrets),
  };
}

function rpc(http: Http, service: string, secrets: readonly string[]): Rpc {
  return async (method, params) => {
    const json = { id: '1', jsonrpc: '2.0', method, params };
    const answer = rpcAnswer.safeParse(await http.send({ path: `/v1.0/jsonrpc/${service}`, json }));
    if (!answer.success)
      throw new VendorError(
        'bad_response',
        `${VENDOR}'s answer to ${method} is not one. Check the access URL.`,
      );
    const { result, error } = answer.data;
    if (!error) return result;
    const words = error.data?.details ?? error.message ?? 'no reason';
    const said = cutText(withoutSecrets(words, secrets), WORDS_LENGTH_MAX);
    throw new RpcError(
      'vendor_error',
      `${VENDOR} refuses ${method}: "${said}". Check that the API key has the ${service} API.`,
    );
  };
}

type Listing = { type: Record<string, boolean>; what: string };

const COMPANIES: Listing = { type: { companies: true }, what: "GravityZone's list of companies" };
const ENDPOINTS: Listing = {
  type: { computers: true, virtualMachines: true },
  what: "GravityZone's list of endpoints",
};

/** Items of a page, and how many the list has in all (null: it does not say). */
export type Page = { rows: unknown[]; total: number | null };

/** How many companies the key sees; null: GravityZone does not say. One small request. */
export async function countCompanies({ network }: GravityZone): Promise<number | null> {
  return (await readPage(network, COMPANIES, 1, 1)).total;
}

/** The companies below the key's own, page by page. */
export function listCompanies({ network }: GravityZone): AsyncGenerator<Page, void, undefined> {
  return listPages(network, COMPANIES);
}

/** Computers and virtual machines of all companies, page by page, with an agent or without. */
export function listEndpoints({ network }: GravityZone): AsyncGenerator<Page, void, undefined> {
  return listPages(network, ENDPOINTS);
}

/** getLicenseInfo of one company. @throws RpcError where the company has none, or the key may not read it */
export function readLicense({ licensing }: GravityZone, companyId: string): Promise<unknown> {
  return licensing('getLicenseInfo', { companyId });
}

/** Reads on until as many different items came as the list is said to have. */
async function* listPages(network: Rpc, listing: Listing): AsyncGenerator<Page, void, undefined> {
  const guard = new PageGuard(listing.what);
  let totalBefore = 0;
  for (let page = 1; ; page += 1) {
    const { items, total } = await readPage(network, listing, page, PAGE_SIZE);
    yield { rows: guard.fresh(items), total };
    const isLast = total === null ? items.length === 0 : guard.count >= total;
    if (isLast) return;
    if (items.length === 0)
      throw incompleteListing(listing.what, `it has ${total} rows, but only ${guard.count} came`);
    // A row that left moved the others forward, and one may have slipped past between two pages.
    if (total !== null && total < totalBefore)
      throw incompleteListing(listing.what, 'it became shorter while it was read');
    totalBefore = total ?? 0;
  }
}

/** Without `allItemsRecursively` only the top level would come. */
async function readPage(
  network: Rpc,
  { type, what }: Listing,
  page: number,
  perPage: number,
): Promise<InventoryPage> {
  const filters = { type, depth: { allItemsRecursively: true } };
  const answer = inventoryPage.safeParse(
    await network('getNetworkInventoryItems', { filters, page, perPage }),
  );
  if (answer.success) return answer.data;
  throw new VendorError('bad_response', `${what} is not the list that was expected. Check the access URL.`);
}
