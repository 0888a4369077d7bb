import { type IndexedName, likeliestNames, type OrganizationIndex } from './company-index.ts';
import { identifyingDomains } from './company-names.ts';
import { areSiblings, compareNames, haveOtherForms, type ReadName, readName } from './company-similarity.ts';

/** A company of an integration that is to be matched. */
export type CompanyToMatch = {
  id: string;
  name: string;
  domains: readonly string[];
  tenantId: string | null;
};

export type CompanyMatch = {
  organizationId: string;
  name: string;
  /** 0 to 1. */
  score: number;
  /** Why, in words. */
  reason: string;
  /** Same tenant, same domain, or the same name after normalisation, and nothing that speaks against it. */
  isExact: boolean;
};

const SUGGESTIONS_MAX = 5;
/** Names less alike than this are not worth a person's look. */
const SCORE_MIN = 0.65;

/**
 * Organizations a company may belong to, best first, at most five.
 * The rules are domain.md section 9: tenant id, domain, name.
 */
export function matchCompany(index: OrganizationIndex, company: CompanyToMatch): CompanyMatch[] {
  const name = readName(company.name);
  const matches = new Map<string, CompanyMatch>();
  for (const match of [...certainMatches(index, company, name), ...similarNames(index, name)]) {
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
    const exact = certainMatches(index, company, readName(company.name)).filter(({ isExact }) => isExact);
    const found = new Set(exact.map(({ organizationId }) => organizationId));
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

function certainMatches(index: OrganizationIndex, company: CompanyToMatch, name: ReadName): CompanyMatch[] {
  const tenantId = company.tenantId?.toLowerCase();
  const tenants = tenantId === undefined ? [] : [...(index.byTenant.get(tenantId) ?? [])];
  const names = (index.byKey.get(name.key) ?? []).filter((known) => !haveOtherForms(name, known));
  return [
    ...tenants.map((id) => toMatch(index, id, 1, 'The same Microsoft tenant', true)),
    ...identifyingDomains(company.domains).flatMap((domain) =>
      [...(index.byDomain.get(domain) ?? [])].map((id) => domainMatch(index, id, domain, name)),
    ),
    ...names.map((known) => sameName(index, known, name)),
  ];
}

function sameName(index: OrganizationIndex, known: IndexedName, name: ReadName): CompanyMatch {
  const { organizationId, forms, text } = known;
  if (text.trim().toLowerCase() === name.text.trim().toLowerCase()) {
    return toMatch(index, organizationId, 0.99, 'The same name', true);
  }
  return forms.length > 0 === name.forms.length > 0
    ? toMatch(index, organizationId, 0.99, 'The same name, written differently', true)
    : toMatch(index, organizationId, 0.98, 'The same name apart from spelling and legal form', true);
}

/** Companies of one owner often share a domain: where the names say so, a person decides. */
function domainMatch(index: OrganizationIndex, id: string, domain: string, name: ReadName): CompanyMatch {
  const known = index.namesOf.get(id) ?? [];
  return known.every((other) => haveOtherForms(name, other) || areSiblings(name, other))
    ? toMatch(index, id, 0.87, `The same domain, ${domain}, but a name that differs`, false)
    : toMatch(index, id, 0.96, `The same domain, ${domain}`, true);
}

function similarNames(index: OrganizationIndex, name: ReadName): CompanyMatch[] {
  const alike = new Set([
    ...(index.byKey.get(name.key) ?? []),
    ...(index.byInitials.get(name.key) ?? []),
    ...(name.initials === '' ? [] : (index.byKey.get(name.initials) ?? [])),
    ...likeliestNames(index, name.key),
  ]);
  return [...alike]
    .filter((known) => known.key !== name.key || haveOtherForms(name, known))
    .map((known) => ({ id: known.organizationId, ...compareNames(name, known, index.weightOf) }))
    .filter(({ score }) => score >= SCORE_MIN)
    .map(({ id, score, reason }) => toMatch(index, id, score, reason, false));
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
