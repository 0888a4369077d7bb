import type { Batch, Connector } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { inOrder } from '../kit/in-order.ts';
import { parseRows } from '../kit/parse.ts';
import { createClient, type Datto, listSites, readAccount } from './client.ts';
import { siteRow } from './schema.ts';
import { readSite } from './site-devices.ts';
import { toCompany } from './transform.ts';

/** Sites read ahead of the one that is next. */
const SITES_AHEAD = 16;

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'API URL',
    secret: false,
    required: true,
    default: null,
    help: 'Setup > Users > the user whose API keys you generate: shown beside the keys, for example https://merlot-api.centrastage.net.',
  },
  {
    name: 'apiKey',
    label: 'API key',
    secret: false,
    required: true,
    default: null,
    help: 'Setup > Users > the user > Generate API Keys. First enable API access in Setup > Global Settings > Access Control.',
  },
  {
    name: 'apiSecret',
    label: 'API secret',
    secret: true,
    required: true,
    default: null,
    help: 'The API secret key, generated together with the API key.',
  },
] as const;

export const connector: Connector = {
  id: 'datto-rmm',
  title: 'Datto RMM',
  category: 'rmm',
  capabilities: ['devices'],
  deviceCategories: ['desktop', 'laptop', 'server', 'network', 'printer', 'hypervisor', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const datto = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(datto), read: () => read(datto) };
  },
};

async function test(datto: Datto): Promise<string> {
  const { name, devices } = await readAccount(datto);
  const account = name === null ? 'Signed in to Datto RMM' : `Signed in to Datto RMM, account ${name}`;
  return devices === null
    ? `${account}.`
    : `${account}; it has ${devices} ${devices === 1 ? 'device' : 'devices'}.`;
}

async function* read(datto: Datto): AsyncGenerator<Batch, void, undefined> {
  let done = 0;
  for await (const { sites, batch } of inOrder(listSteps(datto), SITES_AHEAD, (step) => step())) {
    done += sites;
    yield sites === 0 ? batch : { ...batch, done };
  }
}

/** @property sites that were read whole with it */
type Step = { sites: 0 | 1; batch: Batch };

/** A page of sites, then each of them with its devices: these are read while the next page comes. */
async function* listSteps(datto: Datto): AsyncGenerator<() => Promise<Step>, void, undefined> {
  let listed = 0;
  for await (const { rows, total } of listSites(datto)) {
    const { records: sites, rejected } = parseRows(siteRow, rows, 'companies');
    listed += sites.length;
    const page = { phase: 'sites', done: listed, total, companies: sites.map(toCompany), rejected };
    yield async () => ({ sites: 0, batch: page });
    for (const site of sites) {
      const phase = { phase: 'devices of sites', done: 0, total };
      yield async () => ({ sites: 1, batch: { ...phase, ...(await readSite(datto, site)) } });
    }
  }
}
