import type { Queryable } from '../database/connect.ts';
import { recordAudit, SYSTEM } from '../database/queries/audit.ts';
import {
  type Company,
  type CompanyLink,
  linkAutomatically,
  listIntegrationsWithUnlinked,
  listPresentCompanies,
} from '../database/queries/companies.ts';
import { insertOrganizations } from '../database/queries/organizations.ts';
import { findExactPairs } from '../domain/match-companies.ts';
import { createId } from '../ids.ts';
import { loadOrganizationIndex } from './organization-index.ts';

/**
 * Links companies that no person has decided about, after a sync: by a unique exact match only (domain.md section 9).
 * A sync of the default PSA makes an organization of every company that has none, and then tries the other
 * integrations' companies against the new ones.
 * @returns the organizations that were made or got a company.
 */
export async function linkNewCompanies(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
  { isDefaultPsa }: { isDefaultPsa: boolean },
): Promise<string[]> {
  const waiting = await listIntegrationsWithUnlinked(db, workspaceId);
  const touched: string[] = [];
  if (waiting.includes(integrationId)) {
    touched.push(...(await linkIntegration(db, workspaceId, integrationId, isDefaultPsa)));
  }
  if (isDefaultPsa && touched.length > 0) {
    for (const other of waiting.filter((id) => id !== integrationId)) {
      touched.push(...(await linkIntegration(db, workspaceId, other, false)));
    }
  }
  return touched;
}

async function linkIntegration(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
  makesOrganizations: boolean,
): Promise<string[]> {
  const companies = await listPresentCompanies(db, workspaceId, integrationId);
  const open = companies.filter((company) => company.state === 'unlinked' && !company.isDecided);
  const links = await findLinks(db, workspaceId, companies, open);
  if (makesOrganizations) {
    const linked = new Set(links.map(({ companyId }) => companyId));
    links.push(
      ...(await makeOrganizations(
        db,
        workspaceId,
        open.filter(({ id }) => !linked.has(id)),
      )),
    );
  }
  await linkAutomatically(db, workspaceId, links);
  await recordAudit(db, workspaceId, SYSTEM, links.map(toAuditEntry));
  return links.map(({ organizationId }) => organizationId);
}

/** An organization that has a company of this integration already is left to a person; what one rejected is not linked. */
async function findLinks(
  db: Queryable,
  workspaceId: string,
  companies: readonly Company[],
  open: readonly Company[],
): Promise<CompanyLink[]> {
  const taken = new Set(companies.map(({ organizationId }) => organizationId));
  const rejected = new Map(open.map(({ id, rejectedOrganizationIds }) => [id, rejectedOrganizationIds]));
  const pairs = findExactPairs(await loadOrganizationIndex(db, workspaceId), companies);
  return [...pairs]
    .map(([companyId, organizationId]) => ({ companyId, organizationId }))
    .filter(({ companyId, organizationId }) => {
      const isRejected = rejected.get(companyId)?.includes(organizationId);
      return isRejected === false && !taken.has(organizationId);
    });
}

async function makeOrganizations(
  db: Queryable,
  workspaceId: string,
  companies: readonly Company[],
): Promise<CompanyLink[]> {
  const made = companies.map(({ id, name }) => ({ companyId: id, organizationId: createId('org'), name }));
  await insertOrganizations(
    db,
    workspaceId,
    made.map(({ organizationId, name }) => ({ id: organizationId, name })),
  );
  return made.map(({ companyId, organizationId }) => ({ companyId, organizationId }));
}

function toAuditEntry({ companyId, organizationId }: CompanyLink) {
  return {
    action: 'company.link',
    subjectKind: 'company',
    subjectId: companyId,
    after: { organizationId, linkedBy: 'automatic' },
  };
}
