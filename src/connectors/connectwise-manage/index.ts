import type { VendorLineItem } from '../../domain/agreement.ts';
import type { VendorCompany } from '../../domain/inventory.ts';
import type { Batch, Connector, RejectedRecord } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { VendorStatusError } from '../kit/failures.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows } from '../kit/parse.ts';
import { type CycleOptions, toCycleOptions } from './billing-cycle.ts';
import { AGREEMENTS_AT_ONCE, ChildLists } from './children.ts';
import { type Api, createClient } from './client.ts';
import { countRows, type Listing, listPages, readAll } from './listing.ts';
import {
  type AgreementRow,
  additionRow,
  adjustmentRow,
  agreementRow,
  companyRow,
  cycleRow,
  productRow,
} from './schema.ts';
import {
  type Context,
  toAdjustmentLine,
  toAgreement,
  toCompany,
  toLineItem,
  toProductName,
} from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Site',
    secret: false,
    required: true,
    default: null,
    help: 'The address at which you sign in to ConnectWise, for example https://na.myconnectwise.net.',
  },
  {
    name: 'companyId',
    label: 'Company ID',
    secret: false,
    required: true,
    default: null,
    help: 'The company that you enter when you sign in to ConnectWise.',
  },
  {
    name: 'publicKey',
    label: 'Public key',
    secret: false,
    required: true,
    default: null,
    help: 'System > Members > API Members: open the member, tab API Keys, and add a key.',
  },
  {
    name: 'privateKey',
    label: 'Private key',
    secret: true,
    required: true,
    default: null,
    help: 'Shown once when the API key is saved.',
  },
  {
    name: 'clientId',
    label: 'Client ID',
    secret: false,
    required: true,
    default: null,
    help: 'Identifies your integration to ConnectWise: create one at developer.connectwise.com, ClientID.',
  },
] as const;

export const connector: Connector = {
  id: 'connectwise-manage',
  title: 'ConnectWise Manage',
  category: 'psa',
  capabilities: ['agreements'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const connect = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(connect), read: () => read(connect) };
  },
};

const COMPANIES: Listing = {
  path: '/company/companies',
  query: { conditions: 'deletedFlag=false', fields: 'id,identifier,name,deletedFlag' },
  what: "ConnectWise's list of companies",
};
const PRODUCTS: Listing = {
  path: '/procurement/catalog',
  query: { fields: 'id,identifier,description' },
  what: "ConnectWise's product catalogue",
};
const CYCLES: Listing = { path: '/finance/billingCycles', what: "ConnectWise's list of billing cycles" };
const AGREEMENTS: Listing = { path: '/finance/agreements', what: "ConnectWise's list of agreements" };

async function test(connect: () => Promise<Api>): Promise<string> {
  const count = await countRows(await connect(), AGREEMENTS);
  return `Signed in to ConnectWise Manage; it has ${count} ${count === 1 ? 'agreement' : 'agreements'}.`;
}

async function* read(connect: () => Promise<Api>): AsyncGenerator<Batch, void, undefined> {
  const api = await connect();
  const told = new Set<string>();
  let done = 0;
  for await (const rows of listPages(api, COMPANIES)) {
    done += rows.length;
    const { records, rejected } = parseRows(companyRow, rows, 'companies');
    const companies = notYetTold(records.filter((row) => !row.deletedFlag).map(toCompany), told);
    yield { phase: 'companies', done, total: null, companies, rejected };
  }
  const productNames = new Map<string, string>();
  for await (const rows of listPages(api, PRODUCTS)) {
    addNames(productNames, rows);
    yield { phase: 'products', done: productNames.size, total: null };
  }
  const today = new Date().toISOString().slice(0, 10);
  yield* readAgreements(api, { productNames, cycleOptions: await readCycleOptions(api), today }, told);
}

/** A catalogue entry that is not understood costs a name, and no line. */
function addNames(productNames: Map<string, string>, rows: readonly unknown[]): void {
  for (const row of parseRows(productRow, rows, 'agreements').records) {
    const name = toProductName(row);
    if (name !== null) productNames.set(row.id, name);
  }
}

/** Setup tables need a permission of their own; without it the names of the cycles have to do. */
async function readCycleOptions(api: Api): Promise<CycleOptions> {
  try {
    return toCycleOptions(parseRows(cycleRow, await readAll(api, CYCLES), 'agreements').records);
  } catch (error) {
    if (error instanceof VendorStatusError && [403, 404].includes(error.status)) return new Map();
    throw error;
  }
}

/** Agreements in groups, each complete with its lines: how far the reading is shows, and memory stays small. */
async function* readAgreements(
  api: Api,
  context: Context,
  told: Set<string>,
): AsyncGenerator<Batch, void, undefined> {
  const readLines = lineReader(api, context);
  const total = await countRows(api, AGREEMENTS);
  let done = 0;
  for await (const rows of listPages(api, AGREEMENTS)) {
    const { records, rejected } = parseRows(agreementRow, rows, 'agreements');
    done += rejected.length;
    yield { phase: 'agreements', done, total, rejected };
    for await (const { group, lines, rejected: bad } of inOrder(
      groupsOf(records),
      GROUPS_UNDER_WAY,
      readLines,
    )) {
      done += group.length;
      // Deleted companies are in no list, but what is billed to them is.
      const companies = notYetTold(
        group.map(({ company }) => toCompany(company)),
        told,
      );
      const agreements = group.map((row) => toAgreement(row, lines.get(row.id) ?? [], context));
      yield { phase: 'agreements', done, total, companies, agreements, rejected: bad };
    }
  }
}

/** Two, so that requests never wait for the last of a group. */
const GROUPS_UNDER_WAY = 2;

type ReadGroup = { group: AgreementRow[]; lines: Map<string, VendorLineItem[]>; rejected: RejectedRecord[] };

function lineReader(api: Api, context: Context): (group: AgreementRow[]) => Promise<ReadGroup> {
  const additions = new ChildLists(api, 'additions');
  const adjustments = new ChildLists(api, 'adjustments');
  return async (group) => {
    const ids = group.map(({ id }) => id);
    const [added, adjusted] = await Promise.all([additions.read(ids), adjustments.read(ids)]);
    const rejected: RejectedRecord[] = [];
    const lines = group.map((agreement) => {
      const first = parseRows(additionRow, added.get(agreement.id) ?? [], 'agreements');
      const second = parseRows(adjustmentRow, adjusted.get(agreement.id) ?? [], 'agreements');
      rejected.push(...first.rejected, ...second.rejected);
      const items = [
        ...first.records.map((row) => toLineItem(row, context)),
        ...second.records.map((row) => toAdjustmentLine(row, agreement)),
      ];
      return [agreement.id, items] as const;
    });
    return { group, lines: new Map(lines), rejected };
  };
}

function groupsOf(rows: readonly AgreementRow[]): AgreementRow[][] {
  const count = Math.ceil(rows.length / AGREEMENTS_AT_ONCE);
  return Array.from({ length: count }, (_, index) =>
    rows.slice(index * AGREEMENTS_AT_ONCE, (index + 1) * AGREEMENTS_AT_ONCE),
  );
}

function notYetTold(companies: readonly VendorCompany[], told: Set<string>): VendorCompany[] {
  return companies.filter(({ externalId }) => {
    const isNew = !told.has(externalId);
    told.add(externalId);
    return isNew;
  });
}
