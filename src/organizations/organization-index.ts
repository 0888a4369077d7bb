import type { Queryable } from '../database/connect.ts';
import { type Company, listPresentCompanies } from '../database/queries/companies.ts';
import { listOrganizationNames } from '../database/queries/organizations.ts';
import { indexOrganizations, type OrganizationIndex } from '../domain/company-index.ts';

/** Every organization of the workspace with what its linked companies say of it, prepared for matching. */
export async function loadOrganizationIndex(db: Queryable, workspaceId: string): Promise<OrganizationIndex> {
  const companies = Map.groupBy(
    await listPresentCompanies(db, workspaceId),
    (company) => company.organizationId,
  );
  const organizations = await listOrganizationNames(db, workspaceId);
  return indexOrganizations(organizations.map(({ id, name }) => describe(id, name, companies.get(id) ?? [])));
}

function describe(id: string, name: string, companies: readonly Company[]) {
  return {
    id,
    name,
    companyNames: companies.map((company) => company.name),
    domains: companies.flatMap((company) => company.domains),
    tenantIds: companies.flatMap(({ tenantId }) => (tenantId === null ? [] : [tenantId])),
  };
}
