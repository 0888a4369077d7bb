import { z } from 'zod';
import type { Batch, Connector } from '../connector.ts';
import { requireCredentials, secretsOf } from '../kit/credentials.ts';
import { inOrder } from '../kit/in-order.ts';
import { text } from '../kit/lenient.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { createClient, type Datto, listDevices, listSiteDevices, listSites, readAccount } from './client.ts';
import { deviceRow, type SiteRow, siteRow } from './schema.ts';
import { toCompany, toDevice } from './transform.ts';

const SITES_AT_ONCE = 4;

const credentialFields = [
  {
    name: 'baseUrl',
    label: 'API URL',
    secret: false,
    required: true,
    default: null,
    help: 'Shown with the API key on the page of the user: https://pinotage-api.centrastage.net, with your platform for pinotage.',
  },
  {
    name: 'apiKey',
    label: 'API key',
    secret: false,
    required: true,
    default: null,
    help: 'Setup > Users > the user > Generate API Keys. API access must be on under Setup > Global Settings > Access Control.',
  },
  {
    name: 'apiSecret',
    label: 'API secret key',
    secret: true,
    required: true,
    default: null,
    help: 'Shown once, together with the key.',
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

const account = z.object({ name: text }).catch({ name: null });

async function test(datto: Datto): Promise<string> {
  const { name } = account.parse(await readAccount(datto));
  return `Signed in to Datto RMM${name === null ? '' : `, account ${name}`}.`;
}

async function* read(datto: Datto): AsyncGenerator<Batch, void, undefined> {
  const sites: SiteRow[] = [];
  for await (const { rows, total } of listSites(datto)) {
    const { records, rejected } = parseRows(siteRow, rows, 'companies');
    sites.push(...records);
    yield { phase: 'sites', done: sites.length, total, companies: records.map(toCompany), rejected };
  }
  const bySite = new Map<string, unknown[]>(sites.map(({ uid }) => [uid, []]));
  const homeless: unknown[] = [];
  let done = 0;
  for await (const { rows, total } of listDevices(datto)) {
    done += rows.length;
    for (const row of rows) (bySite.get(siteOf(row)) ?? homeless).push(row);
    yield { phase: 'devices', done, total };
  }
  yield { phase: 'devices', done, total: done, ...toHomeless(homeless) };
  for await (const batch of inOrder(sites, SITES_AT_ONCE, (site) =>
    readSite(datto, site, bySite.get(site.uid) ?? []),
  )) {
    yield { phase: 'devices by site', done, total: done, ...batch };
  }
}

function siteOf(row: unknown): string {
  return String((row as { siteUid?: unknown } | null)?.siteUid ?? '');
}

/** A device of a site that Datto RMM does not list belongs to nobody that could be billed. */
function toHomeless(rows: unknown[]): Pick<Batch, 'rejected'> {
  const { records, rejected } = parseRows(deviceRow, rows, 'devices');
  const reasons = records.map((row) =>
    rejectedRecord('devices', row, `siteUid: Datto RMM lists no site ${row.siteUid}`),
  );
  return { rejected: [...rejected, ...reasons] };
}

/** The devices of a site. Where the account's list has fewer than the site is said to have, the site's own list decides. */
async function readSite(
  datto: Datto,
  { uid, devicesStatus }: SiteRow,
  listed: unknown[],
): Promise<Omit<Batch, 'phase' | 'done' | 'total'>> {
  const expected = devicesStatus?.numberOfDevices ?? 0;
  const rows = listed.length < expected ? await listSiteDevices(datto, uid) : listed;
  if (rows.length < expected) {
    const message = `Datto RMM says that this site has ${expected} devices, but lists ${rows.length}. Check that the user of the API key may see all of them.`;
    return { failedCompanies: [{ companyExternalId: uid, message }] };
  }
  const { records, rejected } = parseRows(deviceRow, rows, 'devices');
  return { devices: records.map(toDevice), rejected };
}
