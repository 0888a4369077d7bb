import { indexOrganizations } from '../../src/domain/company-index.ts';
import { findExactPairs, matchCompany } from '../../src/domain/match-companies.ts';
import type { Systems } from './create-systems.ts';

/** What became of the companies of one system. */
export type Judged = {
  linked: number;
  linkedWrongly: number;
  /** Companies that have an organization, and those of them whose own is not among the first three. */
  known: number;
  missed: number;
  /** Companies whose first candidate has the score at which many are accepted at once, and the wrong ones. */
  high: number;
  highWrong: number;
  failures: Failure[];
  /** Matching every company, with the index and the exact pairs. */
  tookMs: number;
};

export type Failure = { what: string; style: string; company: string; said: string; truth: string };

/** The score the page proposes for accepting many candidates at once. */
const HIGH_SCORE = 0.9;

/** Matches every company of the other system against the PSA's organizations. */
export function judgeSystems({ style, organizations, companies, truth }: Systems): Judged {
  const start = performance.now();
  const index = indexOrganizations(organizations);
  const pairs = findExactPairs(index, companies);
  const candidates = companies.map((company) => matchCompany(index, company));
  const judged: Judged = { ...EMPTY, failures: [], tookMs: performance.now() - start };
  const nameOf = (id: string | null) => (id === null ? 'none' : (index.organizations.get(id)?.name ?? id));
  companies.forEach(({ id, name }, at) => {
    const own = truth.get(id) ?? null;
    const fail = (what: string, said: string) =>
      judged.failures.push({ what, style, company: name, said, truth: nameOf(own) });
    const linked = pairs.get(id);
    if (linked !== undefined) {
      judged.linked += 1;
      judged.linkedWrongly += Number(linked !== own);
      if (linked !== own) fail('linked', nameOf(linked));
    }
    const [best, ...rest] = (candidates[at] ?? []).slice(0, 3);
    if (own !== null) {
      judged.known += 1;
      const isFound = [best, ...rest].some((match) => match?.organizationId === own);
      judged.missed += Number(!isFound);
      if (!isFound) fail('missed', best === undefined ? 'nothing' : `${best.name} (${best.score})`);
    }
    if (best !== undefined && best.score >= HIGH_SCORE) {
      judged.high += 1;
      judged.highWrong += Number(best.organizationId !== own);
      if (best.organizationId !== own && linked === undefined) fail('first', `${best.name} (${best.score})`);
    }
  });
  return judged;
}

const EMPTY = { linked: 0, linkedWrongly: 0, known: 0, missed: 0, high: 0, highWrong: 0 };
