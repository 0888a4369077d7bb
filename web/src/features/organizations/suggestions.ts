import type { Company, CompanySuggestion } from '../../api/types.ts';

/** The organization a company most probably is; undefined: nothing is suggested. The server sends the best first. */
export function bestSuggestion(company: Pick<Company, 'suggestions'>): CompanySuggestion | undefined {
  return company.suggestions[0];
}

/** 0.874 → "87 %". */
export function scoreWords(score: number): string {
  return `${Math.round(score * 100)} %`;
}
