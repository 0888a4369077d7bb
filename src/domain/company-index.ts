import { identifyingDomains } from './company-names.ts';
import { type ReadName, readName, type WordWeight } from './company-similarity.ts';

/** An organization with all that is known of it: its own name, and what its linked companies say. */
export type KnownOrganization = {
  id: string;
  name: string;
  companyNames: readonly string[];
  domains: readonly string[];
  tenantIds: readonly string[];
};

/** A name of an organization. */
export type IndexedName = ReadName & { organizationId: string };

/** Organizations prepared for matching many companies against them. */
export type OrganizationIndex = {
  organizations: ReadonlyMap<string, KnownOrganization>;
  byTenant: ReadonlyMap<string, ReadonlySet<string>>;
  byDomain: ReadonlyMap<string, ReadonlySet<string>>;
  names: readonly IndexedName[];
  namesOf: ReadonlyMap<string, readonly IndexedName[]>;
  byKey: ReadonlyMap<string, readonly IndexedName[]>;
  byInitials: ReadonlyMap<string, readonly IndexedName[]>;
  /** Places in `names` by three-letter pieces of their keys. */
  byTrigram: ReadonlyMap<string, readonly number[]>;
  weightOf: WordWeight;
};

/** How many names, the likeliest by shared letters, are compared word by word. */
const COMPARED_MAX = 40;

/** Prepares organizations for matchCompany and findExactPairs. */
export function indexOrganizations(organizations: Iterable<KnownOrganization>): OrganizationIndex {
  const all = new Map([...organizations].map((organization) => [organization.id, organization]));
  const names = [...all.values()].flatMap(readNames);
  return {
    organizations: all,
    byTenant: idsBy(all, ({ tenantIds }) => tenantIds.map((id) => id.toLowerCase())),
    byDomain: idsBy(all, ({ domains }) => identifyingDomains(domains)),
    names,
    namesOf: Map.groupBy(names, ({ organizationId }) => organizationId),
    byKey: Map.groupBy(
      names.filter(({ key }) => key !== ''),
      ({ key }) => key,
    ),
    byInitials: Map.groupBy(
      names.filter(({ initials }) => initials !== ''),
      ({ initials }) => initials,
    ),
    byTrigram: placesByTrigram(names),
    weightOf: weigh(names),
  };
}

/** Names that share most three-letter pieces with a name; comparing with all would take too long. */
export function likeliestNames({ names, byTrigram }: OrganizationIndex, key: string): IndexedName[] {
  const shared = new Map<number, number>();
  for (const trigram of trigrams(key)) {
    const places = byTrigram.get(trigram) ?? [];
    // A piece that many names have tells little.
    const weight = 1 / Math.sqrt(places.length + 1);
    for (const place of places) {
      shared.set(place, (shared.get(place) ?? 0) + weight);
    }
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1])
    .slice(0, COMPARED_MAX)
    .flatMap(([place]) => names[place] ?? []);
}

function readNames({ id, name, companyNames }: KnownOrganization): IndexedName[] {
  return [...new Set([name, ...companyNames])].map((text) => ({ ...readName(text), organizationId: id }));
}

function idsBy(
  organizations: ReadonlyMap<string, KnownOrganization>,
  keysOf: (organization: KnownOrganization) => readonly string[],
): Map<string, Set<string>> {
  const ids = new Map<string, Set<string>>();
  for (const organization of organizations.values()) {
    for (const key of keysOf(organization)) {
      ids.set(key, (ids.get(key) ?? new Set()).add(organization.id));
    }
  }
  return ids;
}

function placesByTrigram(names: readonly IndexedName[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  names.forEach(({ key }, place) => {
    for (const trigram of trigrams(key)) {
      const posted = places.get(trigram);
      if (posted === undefined) places.set(trigram, [place]);
      else posted.push(place);
    }
  });
  return places;
}

/** A word that no name here has tells as much as one that a single name has. */
function weigh(names: readonly IndexedName[]): WordWeight {
  const having = new Map<string, number>();
  for (const word of names.flatMap(({ words }) => [...new Set(words)])) {
    having.set(word, (having.get(word) ?? 0) + 1);
  }
  return (word) => 1 + Math.log((names.length + 1) / (having.get(word) ?? 1));
}

function trigrams(key: string): Set<string> {
  const padded = ` ${key} `;
  const found = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    found.add(padded.slice(at, at + 3));
  }
  return found;
}
