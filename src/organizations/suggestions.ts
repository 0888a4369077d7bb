import type { Database } from '../database/connect.ts';
import {
  type Company,
  type CompanyFilter,
  listCompanies,
  listCompaniesById,
} from '../database/queries/companies.ts';
import type { Page, PageRequest } from '../database/queries/page.ts';
import type { OrganizationIndex } from '../domain/company-index.ts';
import { type CompanyMatch, matchCompany } from '../domain/match-companies.ts';
import { notFound } from '../problem.ts';
import { loadOrganizationIndex } from './organization-index.ts';

export type CompanyWithSuggestions = Company & { suggestions: CompanyMatch[] };

/** A page of companies, the unlinked ones with the organizations they may belong to. */
export async function listCompaniesWithSuggestions(
  db: Database,
  workspaceId: string,
  filter: CompanyFilter,
  page: PageRequest,
): Promise<Page<CompanyWithSuggestions>> {
  const found = await listCompanies(db.pool, workspaceId, filter, page);
  return { ...found, items: await withSuggestions(db, workspaceId, found.items) };
}

/** @throws Problem not-found. */
export async function findCompany(
  db: Database,
  workspaceId: string,
  id: string,
): Promise<CompanyWithSuggestions> {
  const [company] = await withSuggestions(
    db,
    workspaceId,
    await listCompaniesById(db.pool, workspaceId, [id]),
  );
  if (company === undefined) {
    throw notFound('a company');
  }
  return company;
}

async function withSuggestions(
  db: Database,
  workspaceId: string,
  companies: readonly Company[],
): Promise<CompanyWithSuggestions[]> {
  if (!companies.some(({ state }) => state === 'unlinked')) {
    return companies.map((company) => ({ ...company, suggestions: [] }));
  }
  const index = await loadOrganizationIndex(db.pool, workspaceId);
  return companies.map((company) => ({ ...company, suggestions: suggestionsFor(index, company) }));
}

/** A rejected suggestion does not return (domain.md section 9). */
function suggestionsFor(index: OrganizationIndex, company: Company): CompanyMatch[] {
  if (company.state !== 'unlinked') {
    return [];
  }
  return matchCompany(index, company).filter(
    ({ organizationId }) => !company.rejectedOrganizationIds.includes(organizationId),
  );
}
