import type { KnownOrganization } from '../../src/domain/company-index.ts';
import type { CompanyToMatch } from '../../src/domain/match-companies.ts';
import { Random } from '../suggestions/random.ts';
import { type Client, createClients } from './clients.ts';
import { STYLES, type Style, writeName, writeWithCare } from './spelling.ts';

/** A PSA's organizations and another system's companies, with the organization each company truly is; null: none. */
export type Systems = {
  style: Style;
  organizations: KnownOrganization[];
  companies: CompanyToMatch[];
  truth: Map<string, string | null>;
};

/** Of the clients, those in both systems, those in the PSA only; the rest are in the other system only. */
const IN_BOTH = 0.82;
const IN_PSA_ONLY = 0.09;

/** @param size how many names either system has, about */
export function createSystems(seed: number, size: number): Systems {
  const random = new Random(seed);
  const style = STYLES[seed % STYLES.length] ?? 'legal';
  const clients = createClients(random, Math.round(size / (IN_BOTH + IN_PSA_ONLY)));
  const taken = new Map(clients.map((client) => [plain(client.name), client.name]));
  const systems: Systems = { style, organizations: [], companies: [], truth: new Map() };
  clients.forEach((client, at) => {
    const where = random.next();
    if (where < IN_BOTH + IN_PSA_ONLY) systems.organizations.push(organization(random, client, at));
    if (where > IN_BOTH + IN_PSA_ONLY || where < IN_BOTH) {
      systems.companies.push(company(random, style, client, at, taken));
      systems.truth.set(`company-${at}`, where < IN_BOTH ? `organization-${at}` : null);
    }
  });
  return systems;
}

function organization(random: Random, client: Client, at: number): KnownOrganization {
  const name = writeWithCare(random, client);
  return {
    id: `organization-${at}`,
    name,
    companyNames: [name],
    domains: random.chance(0.3) ? [client.domain] : [],
    tenantIds: [],
  };
}

function company(
  random: Random,
  style: Style,
  client: Client,
  at: number,
  taken: ReadonlyMap<string, string>,
): CompanyToMatch {
  return {
    id: `company-${at}`,
    name: ownName(random, style, client, taken),
    domains: random.chance(0.2) ? [client.domain] : [],
    tenantId: null,
  };
}

/** No MSP writes one client's name as another's: nobody could tell them apart. */
function ownName(random: Random, style: Style, client: Client, taken: ReadonlyMap<string, string>): string {
  for (let tries = 0; tries < 20; tries += 1) {
    const name = writeName(random, style, client);
    if ((taken.get(plain(name)) ?? client.name) === client.name) return name;
  }
  return client.name;
}

function plain(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, '');
}
