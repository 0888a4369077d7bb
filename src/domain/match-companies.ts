import { distance } from 'fastest-levenshtein';
import { companyNameKey, companyWords, identifyingDomains } from './company-names.ts';

/** A company of an integration that is to be matched. */
export type CompanyToMatch = {
  id: string;
  name: string;
  domains: readonly string[];
  tenantId: string | null;
};

/** An organization with all that is known of it: its own name, and what its linked companies say. */
export type KnownOrganization = {
  id: string;
  name: string;
  companyNames: readonly string[];
  domains: readonly string[];
  tenantIds: readonly string[];
};

export type CompanyMatch = {
  organizationId: string;
  name: string;
  /** 0 to 1. */
  score: number;
  /** Why, in words. */
  reason: string;
  /** Same tenant, same domain, or the same name after normalisation. */
  isExact: boolean;
};

/** Organizations prepared for matching many companies against them. */
export type OrganizationIndex = {
  organizations: ReadonlyMap<string, KnownOrganization>;
  byTenant: ReadonlyMap<string, ReadonlySet<string>>;
  byDomain: ReadonlyMap<string, ReadonlySet<string>>;
  byName: ReadonlyMap<string, ReadonlySet<string>>;
  byTrigram: ReadonlyMap<string, ReadonlySet<string>>;
};

const SUGGESTIONS_MAX = 5;
/** Names less alike than this are not worth a person's look. */
const SCORE_MIN = 0.65;
/** How many organizations, the likeliest by shared letters, are compared letter by letter. */
const COMPARED_MAX = 40;

/** Prepares organizations for matchCompany and findExactPairs. */
export function indexOrganizations(organizations: Iterable<KnownOrganization>): OrganizationIndex {
  const all = new Map([...organizations].map((organization) => [organization.id, organization]));
  const byTenant = new Map<string, Set<string>>();
  const byDomain = new Map<string, Set<string>>();
  const byName = new Map<string, Set<string>>();
  const byTrigram = new Map<string, Set<string>>();
  for (const organization of all.values()) {
    for (const tenantId of organization.tenantIds) {
      post(byTenant, tenantId.toLowerCase(), organization.id);
    }
    for (const domain of identifyingDomains(organization.domains)) {
      post(byDomain, domain, organization.id);
    }
    for (const key of namesOf(organization).map(companyNameKey)) {
      post(byName, key, organization.id);
      for (const trigram of trigrams(key)) {
        post(byTrigram, trigram, organization.id);
      }
    }
  }
  byName.delete('');
  return { organizations: all, byTenant, byDomain, byName, byTrigram };
}

/**
 * Organizations a company may belong to, best first, at most five.
 * The rules are domain.md section 9: tenant id, domain, name.
 */
export function matchCompany(index: OrganizationIndex, company: CompanyToMatch): CompanyMatch[] {
  const matches = new Map<string, CompanyMatch>();
  for (const match of [...exactMatches(index, company), ...similarNames(index, company)]) {
    const known = matches.get(match.organizationId);
    if (known === undefined || known.score < match.score) {
      matches.set(match.organizationId, match);
    }
  }
  return [...matches.values()]
    .sort((a, b) => b.score - a.score || a.name.localeCompare(b.name, 'en'))
    .slice(0, SUGGESTIONS_MAX);
}

/**
 * The companies of one integration that can be linked without asking: the company has one exact match, and the
 * organization is the exact match of no other company in the list.
 * @param companies all companies of the integration that compete, already linked ones too.
 * @returns organization id by company id.
 */
export function findExactPairs(
  index: OrganizationIndex,
  companies: readonly CompanyToMatch[],
): Map<string, string> {
  const claims = new Map<string, number>();
  const pairs = new Map<string, string>();
  for (const company of companies) {
    const found = new Set(exactMatches(index, company).map((match) => match.organizationId));
    for (const organizationId of found) {
      claims.set(organizationId, (claims.get(organizationId) ?? 0) + 1);
    }
    const [only] = found;
    if (only !== undefined && found.size === 1) {
      pairs.set(company.id, only);
    }
  }
  return new Map([...pairs].filter(([, organizationId]) => claims.get(organizationId) === 1));
}

function exactMatches(index: OrganizationIndex, company: CompanyToMatch): CompanyMatch[] {
  const found: CompanyMatch[] = [];
  const add = (ids: ReadonlySet<string> | undefined, score: number, reason: string) => {
    for (const id of ids ?? []) {
      found.push(toMatch(index, id, score, reason, true));
    }
  };
  if (company.tenantId !== null) {
    add(index.byTenant.get(company.tenantId.toLowerCase()), 1, 'The same Microsoft tenant');
  }
  for (const domain of identifyingDomains(company.domains)) {
    add(index.byDomain.get(domain), 0.96, `The same domain, ${domain}`);
  }
  add(
    index.byName.get(companyNameKey(company.name)),
    0.98,
    'The same name, apart from its spelling and legal form',
  );
  return found;
}

function similarNames(index: OrganizationIndex, company: CompanyToMatch): CompanyMatch[] {
  const found: CompanyMatch[] = [];
  for (const id of likeliest(index, companyNameKey(company.name))) {
    const names = namesOf(index.organizations.get(id));
    const [score, reason] = names.map((name) => compareNames(company.name, name)).reduce(better, [0, '']);
    if (score >= SCORE_MIN) {
      found.push(toMatch(index, id, score, reason, false));
    }
  }
  return found;
}

/** Organizations that share most three-letter pieces with a name; comparing with all would take too long. */
function likeliest(index: OrganizationIndex, key: string): string[] {
  const shared = new Map<string, number>();
  for (const trigram of trigrams(key)) {
    const posted = index.byTrigram.get(trigram) ?? new Set();
    // A piece that many names have tells little.
    const weight = 1 / Math.sqrt(posted.size + 1);
    for (const id of posted) {
      shared.set(id, (shared.get(id) ?? 0) + weight);
    }
  }
  return [...shared]
    .sort((a, b) => b[1] - a[1])
    .slice(0, COMPARED_MAX)
    .map(([id]) => id);
}

type Similarity = [score: number, reason: string];

function compareNames(a: string, b: string): Similarity {
  const [keyA, keyB] = [companyNameKey(a), companyNameKey(b)];
  const length = Math.max(keyA.length, keyB.length, 1);
  // Below an exact match, however long the names.
  const spelling = Math.min(0.9, 1 - distance(keyA, keyB) / length);
  return better(
    [spelling, `A similar name, "${b}"`],
    [containment(a, b), `A name with the same words, "${b}"`],
  );
}

/** One name's words all in the other's: "Contoso" and "Contoso Holdings". */
function containment(a: string, b: string): number {
  const [shorter, longer] = [companyWords(a), companyWords(b)].sort((x, y) => x.length - y.length);
  if (shorter === undefined || longer === undefined || shorter.join('').length < 4) {
    return 0;
  }
  const words = new Set(longer);
  return shorter.every((word) => words.has(word)) ? 0.7 + 0.2 * (shorter.length / longer.length) : 0;
}

function better(a: Similarity, b: Similarity): Similarity {
  return b[0] > a[0] ? b : a;
}

function toMatch(
  index: OrganizationIndex,
  id: string,
  score: number,
  reason: string,
  isExact: boolean,
): CompanyMatch {
  const name = index.organizations.get(id)?.name ?? id;
  return { organizationId: id, name, score: Math.round(score * 100) / 100, reason, isExact };
}

function namesOf(organization: KnownOrganization | undefined): string[] {
  return organization === undefined ? [] : [...new Set([organization.name, ...organization.companyNames])];
}

function trigrams(key: string): Set<string> {
  const padded = ` ${key} `;
  const found = new Set<string>();
  for (let at = 0; at + 3 <= padded.length; at += 1) {
    found.add(padded.slice(at, at + 3));
  }
  return found;
}

function post(index: Map<string, Set<string>>, key: string, id: string): void {
  const posted = index.get(key);
  if (posted === undefined) {
    index.set(key, new Set([id]));
  } else {
    posted.add(id);
  }
}
