import type { SubscriptionRecord } from '../../domain/inventory.ts';
import type { Batch, Connector, RejectedRecord } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { toRunning } from './changes.ts';
import { countCompanies, createClient, listCompanies, listSubscriptions, readHistory } from './client.ts';
import { type CompanyRow, companyRow, type SubscriptionRow, subscriptionRow } from './schema.ts';
import { isDeleted, stateOf, toCompany, toSubscription } from './transform.ts';

/** Histories read at once. */
const HISTORY_CONCURRENCY = 4;

const credentialFields = [
  {
    name: 'clientId',
    label: 'Client ID',
    secret: false,
    required: true,
    default: null,
    help: 'Pax8 > Settings > Integrations > Credentials: create one for Tieout alone.',
  },
  {
    name: 'clientSecret',
    label: 'Client secret',
    secret: true,
    required: true,
    default: null,
    help: 'Beside the client ID, in the same place.',
  },
  {
    name: 'baseUrl',
    label: 'API URL',
    secret: false,
    required: false,
    default: 'https://api.pax8.com',
    help: 'Leave it empty: Pax8 has one address for everybody.',
  },
] as const;

export const connector: Connector = {
  id: 'pax8',
  title: 'Pax8',
  category: 'distribution',
  capabilities: ['subscriptions'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const http = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(http), read: () => read(http) };
  },
};

async function test(http: Http): Promise<string> {
  const count = await countCompanies(http);
  return `Signed in to Pax8; there ${count === 1 ? 'is 1 company' : `are ${count} companies`}.`;
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const told = new Set<string>();
  const deleted = new Map<string, CompanyRow>();
  let done = 0;
  for await (const { rows, total } of listCompanies(http)) {
    const { records, rejected } = parseRows(companyRow, rows, 'companies');
    const present = records.filter((row) => !isDeleted(row));
    for (const row of present) told.add(row.id);
    for (const row of records.filter(isDeleted)) deleted.set(row.id, row);
    done += rows.length;
    yield { phase: 'companies', done, total, companies: present.map(toCompany), rejected };
  }
  done = 0;
  for await (const { rows, total } of listSubscriptions(http)) {
    done += rows.length;
    yield { phase: 'subscriptions', done, total, ...(await readSubscriptions(http, rows, told, deleted)) };
  }
}

/**
 * @param told companies that were delivered, by id; those of this page are added
 * @param deleted companies that are told only where a subscription is theirs
 */
async function readSubscriptions(
  http: Http,
  rows: readonly unknown[],
  told: Set<string>,
  deleted: ReadonlyMap<string, CompanyRow>,
): Promise<Pick<Batch, 'companies' | 'subscriptions' | 'rejected'>> {
  const { records, rejected } = parseRows(subscriptionRow, rows, 'subscriptions');
  const missing = new Set(
    records.map(({ companyId }) => companyId).filter((companyId) => !told.has(companyId)),
  );
  const companies = [...missing].flatMap((companyId) => deleted.get(companyId) ?? []);
  for (const { id } of companies) told.add(id);
  const [known, homeless] = splitByCompany(records, told);
  const running = await readRunning(http, known);
  return {
    companies: companies.map(toCompany),
    subscriptions: [...known.map(toSubscription), ...running.records],
    rejected: [...rejected, ...homeless, ...running.rejected],
  };
}

/** A subscription whose company Pax8 does not list belongs to nobody that could be billed. */
function splitByCompany(
  rows: SubscriptionRow[],
  told: ReadonlySet<string>,
): [SubscriptionRow[], RejectedRecord[]] {
  const homeless = rows
    .filter(({ companyId }) => !told.has(companyId))
    .map((row) => rejectedRecord('subscriptions', row, `companyId: Pax8 lists no company ${row.companyId}`));
  return [rows.filter(({ companyId }) => told.has(companyId)), homeless];
}

/** What runs of the subscriptions that are pending. */
async function readRunning(
  http: Http,
  rows: readonly SubscriptionRow[],
): Promise<{ records: SubscriptionRecord[]; rejected: RejectedRecord[] }> {
  const pending = rows.filter((row) => stateOf(row) === 'pending');
  const records: SubscriptionRecord[] = [];
  const rejected: RejectedRecord[] = [];
  for await (const [row, states] of inOrder(pending, HISTORY_CONCURRENCY, async (pendingRow) => {
    const history = (await readHistory(http, pendingRow.id)) ?? [];
    return [pendingRow, parseRows(subscriptionRow, history, 'subscriptions')] as const;
  })) {
    const record = toRunning(row, states.records);
    if (record !== null) records.push(record);
    rejected.push(...states.rejected);
  }
  return { records, rejected };
}
