import type { ConnectorContext } from '../connector.ts';
import { VendorError } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { createHttp, type Http } from '../kit/http.ts';
import { limiterFor } from '../kit/limiter.ts';
import { PageGuard } from '../kit/paging.ts';
import { mintToken, TokenSource } from '../kit/token.ts';
import { collection } from './schema.ts';

const VENDOR = 'Microsoft 365';

/** Graph allows 3,500 resource units per application and tenant in 10 seconds; a request here costs 1 to 3. */
const LIMITS = { requests: 1000, windowMs: 10_000, concurrency: 8 };
/** The most that GET /users gives at once. */
const USERS_PAGE_SIZE = 999;

/** Graph leaves out most of these unless they are asked for, and then every user looks unlicensed. */
const USER_PROPERTIES =
  'id,displayName,givenName,surname,userPrincipalName,department,accountEnabled,userType,isResourceAccount,assignedLicenses';

/** Graph in the national clouds (https://learn.microsoft.com/graph/deployments). */
const NATIONAL_GRAPHS = [
  'https://graph.microsoft.us',
  'https://dod-graph.microsoft.us',
  'https://microsoftgraph.chinacloudapi.cn',
];

const PARTNER_CHECK = 'the tenant ID, the client ID and the client secret';
const CUSTOMER_CHECK =
  'that an administrator of this tenant has consented to the application, or that the partner relationship still stands';

export type MicrosoftCredentials = {
  /** The partner's own. */
  tenantId: string;
  clientId: string;
  clientSecret: string;
  loginUrl: string;
  baseUrl: string;
};

/** Graph as one tenant sees it. */
export type Tenant = { http: Http; baseUrl: string };

/** Opens tenants, each with a token of its own. */
export type Graph = { partner: Tenant; customer(tenantId: string): Tenant };

/** @param secrets kept out of messages */
export function createGraph(
  credentials: MicrosoftCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): Graph {
  const { baseUrl, loginUrl, tenantId, clientId, clientSecret } = credentials;
  const limiter = limiterFor(`microsoft-365 ${baseUrl} ${tenantId} ${clientId}`, LIMITS);
  const options = { vendor: VENDOR, context, limiter, secrets };
  const login = createHttp({ ...options, baseUrl: loginUrl });
  const form = {
    grant_type: 'client_credentials',
    client_id: clientId,
    client_secret: clientSecret,
    scope: `${graphOf(baseUrl)}/.default`,
  };
  const open = (tenant: string, check: string): Tenant => {
    const path = `/${encodeURIComponent(tenant)}/oauth2/v2.0/token`;
    const token = new TokenSource(() => mintToken(login, { path, form }, VENDOR, check));
    return { http: createHttp({ ...options, baseUrl, token }), baseUrl };
  };
  return { partner: open(tenantId, PARTNER_CHECK), customer: (tenant) => open(tenant, CUSTOMER_CHECK) };
}

/** The Graph that permissions are asked for; another address than Microsoft's own is a way to the worldwide one. */
function graphOf(baseUrl: string): string {
  return NATIONAL_GRAPHS.find((graph) => graph === new URL(baseUrl).origin) ?? 'https://graph.microsoft.com';
}

type CustomerList = 'contracts' | 'delegatedAdminCustomers';
export type CustomerPage = { list: CustomerList; rows: unknown[]; isLast: boolean };

const CUSTOMER_PATHS: Record<CustomerList, string> = {
  contracts: '/v1.0/contracts',
  delegatedAdminCustomers: '/v1.0/tenantRelationships/delegatedAdminCustomers',
};

/**
 * The partner's customers. Contracts come first: they tell the domain, and need no permission that licences do not need
 * too. Partners who may not read them have the customers of their delegated admin relationships.
 */
export async function* listCustomers(partner: Tenant): AsyncGenerator<CustomerPage, void, undefined> {
  const list = (name: CustomerList) => listFrom(partner, name);
  try {
    yield* list('contracts');
  } catch (error) {
    if (!isRefused(error)) throw error;
    yield* orRefusal(list('delegatedAdminCustomers'));
  }
}

async function* listFrom(partner: Tenant, list: CustomerList): AsyncGenerator<CustomerPage, void, undefined> {
  const pages = listPages(partner, CUSTOMER_PATHS[list], {}, `Microsoft's list of customers (${list})`);
  for await (const page of pages) yield { list, ...page };
}

async function* orRefusal<Page>(
  pages: AsyncGenerator<Page, void, undefined>,
): AsyncGenerator<Page, void, undefined> {
  try {
    yield* pages;
  } catch (error) {
    if (!isRefused(error)) throw error;
    throw new VendorError(
      'forbidden',
      'Microsoft 365 lets the application read no list of customers. Grant it Directory.Read.All (contracts) or DelegatedAdminRelationship.Read.All in the partner tenant.',
      { cause: error },
    );
  }
}

/** GET /subscribedSkus: what the tenant has, in seats. */
export function listSkus(tenant: Tenant): Promise<unknown[]> {
  return readAll(tenant, '/v1.0/subscribedSkus', {}, "Microsoft's list of licences");
}

/** GET /directory/subscriptions: trials and renewal dates; none where the application may not read them. */
export async function listSubscriptions(tenant: Tenant): Promise<unknown[]> {
  try {
    return await readAll(tenant, '/v1.0/directory/subscriptions', {}, "Microsoft's list of subscriptions");
  } catch (error) {
    if (isRefused(error)) return [];
    throw error;
  }
}

/** GET /users, with the properties that users are counted by. */
export function listUsers(tenant: Tenant): Promise<unknown[]> {
  const query = { $select: USER_PROPERTIES, $top: USERS_PAGE_SIZE };
  return readAll(tenant, '/v1.0/users', query, "Microsoft's list of users");
}

/** Whether the application may not, or cannot, read this there. */
export function isRefused(error: unknown): boolean {
  return error instanceof VendorStatusError && [403, 404, 501].includes(error.status);
}

/** Every row of a collection. @param what the listing in words: "Microsoft's list of users" */
export async function readAll(
  tenant: Tenant,
  path: string,
  query: Record<string, string | number>,
  what: string,
): Promise<unknown[]> {
  const all: unknown[] = [];
  for await (const { rows } of listPages(tenant, path, query, what)) all.push(...rows);
  return all;
}

/** Follows `@odata.nextLink`, which is opaque and used whole, to the page that has none. */
async function* listPages(
  { http, baseUrl }: Tenant,
  path: string,
  query: Record<string, string | number>,
  what: string,
): AsyncGenerator<{ rows: unknown[]; isLast: boolean }, void, undefined> {
  const guard = new PageGuard(what);
  let answer = await http.send({ path, query });
  for (;;) {
    const page = collection.safeParse(answer);
    if (!page.success) throw new VendorError('bad_response', `${what} is not the list that was expected.`);
    const next = page.data['@odata.nextLink'] ?? null;
    yield { rows: guard.fresh(page.data.value), isLast: next === null };
    if (next === null) return;
    answer = await http.send({ path: guard.nextPage(next, baseUrl) });
  }
}
