import type { Company, CompanySuggestion } from '../../api/types.ts';

/** The organization a company most probably is; undefined: nothing is suggested. The server sends the best first. */
export function bestSuggestion(company: Pick<Company, 'suggestions'>): CompanySuggestion | undefined {
  return company.suggestions[0];
}

/** 0.874 → "87 %". */
export function scoreWords(score: number): string {
  return `${Math.round(score * 100)} %`;
}

export type Match = { company: Company; suggestion: CompanySuggestion };

export type Review = {
  /** What is to be accepted. */
  sure: Match[];
  /** Suggestions that are sure enough but not the only ones to be so: two organizations, or two companies for one. */
  doubtful: Match[];
  /** Companies with nothing that sure. */
  rest: number;
};

/** Suggestions of at least a score; those that something else is as good as are left to a person. @param least 0 to 1 */
export function reviewMatches(companies: readonly Company[], least: number): Review {
  const above = companies.flatMap((company): Match[] => {
    const suggestion = bestSuggestion(company);
    return suggestion !== undefined && suggestion.score >= least ? [{ company, suggestion }] : [];
  });
  const claims = Map.groupBy(above, claimOf);
  const isSure = (match: Match): boolean => {
    const [, second] = match.company.suggestions;
    return claims.get(claimOf(match))?.length === 1 && (second?.score ?? 0) < match.suggestion.score;
  };
  return {
    sure: above.filter(isSure),
    doubtful: above.filter((match) => !isSure(match)),
    rest: companies.length - above.length,
  };
}

/** One integration seldom has two companies for one client. */
function claimOf({ company, suggestion }: Match): string {
  return `${company.integrationId} ${suggestion.organizationId}`;
}
