import type { Batch, Connector } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import type { Http } from '../kit/http.ts';
import { parseRows } from '../kit/parse.ts';
import { countSites, createClient, listAgents, listSites } from './client.ts';
import { agentRow, siteRow } from './schema.ts';
import { toCompany, toCompanyOfAgent, toDevice } from './transform.ts';

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'Console URL',
    secret: false,
    required: true,
    default: null,
    help: 'The address at which you open the console, for example https://usea1-partners.sentinelone.net.',
  },
  {
    name: 'apiToken',
    label: 'API token',
    secret: true,
    required: true,
    default: null,
    help: 'Settings > Users > Service Users: create one with the role Viewer for your account. The token is shown once, and it expires.',
  },
] as const;

export const connector: Connector = {
  id: 'sentinelone',
  title: 'SentinelOne',
  category: 'security',
  capabilities: ['devices'],
  deviceCategories: ['desktop', 'laptop', 'server', 'workstation', 'other'],
  credentialFields,
  open(given, context) {
    const credentials = requireCredentials(credentialFields, given);
    const http = createClient(credentials, secretsOf(credentialFields, credentials), context);
    return { test: () => test(http), read: () => read(http) };
  },
};

async function test(http: Http): Promise<string> {
  const sites = await countSites(http);
  return sites === null
    ? 'Signed in to SentinelOne.'
    : `Signed in to SentinelOne; the token sees ${sites} ${sites === 1 ? 'site' : 'sites'}.`;
}

async function* read(http: Http): AsyncGenerator<Batch, void, undefined> {
  const told = new Set<string>();
  let done = 0;
  for await (const { rows, total } of listSites(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(siteRow, rows, 'companies');
    // A deleted site is a company only if agents are still in it.
    const sites = records.filter(({ state }) => state?.toLowerCase() !== 'deleted');
    for (const { id } of sites) told.add(id);
    yield { phase: 'sites', done, total, companies: sites.map(toCompany), rejected };
  }
  done = 0;
  for await (const { rows, total } of listAgents(http)) {
    done += rows.length;
    const { records, rejected } = parseRows(agentRow, rows, 'devices');
    const untold = records.filter(({ siteId }) => {
      const isNew = !told.has(siteId);
      told.add(siteId);
      return isNew;
    });
    yield {
      phase: 'agents',
      done,
      total,
      companies: untold.map(toCompanyOfAgent),
      devices: records.map(toDevice),
      rejected,
    };
  }
}
