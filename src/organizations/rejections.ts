import type { Database } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { type CompanyLink, lockCompanies, setRejected } from '../database/queries/companies.ts';
import { lockOrganizations } from '../database/queries/organizations.ts';
import { notFound, Problem } from '../problem.ts';

/**
 * Remembers that a company is not an organization's: it is not suggested again, and no sync links the two.
 * @throws Problem not-found; refused where they are linked.
 */
export function rejectMatch(
  db: Database,
  workspaceId: string,
  actor: Actor,
  match: CompanyLink,
): Promise<void> {
  return change(db, workspaceId, actor, match, true);
}

/**
 * Takes rejectMatch back.
 * @throws Problem not-found.
 */
export function withdrawRejection(
  db: Database,
  workspaceId: string,
  actor: Actor,
  match: CompanyLink,
): Promise<void> {
  return change(db, workspaceId, actor, match, false);
}

async function change(
  db: Database,
  workspaceId: string,
  actor: Actor,
  match: CompanyLink,
  isRejected: boolean,
): Promise<void> {
  const { companyId, organizationId } = match;
  await db.transaction(async (client) => {
    const [company] = await lockCompanies(client, workspaceId, [companyId]);
    if (company === undefined) throw notFound('a company');
    const known = await lockOrganizations(client, workspaceId, [organizationId]);
    if (known.size === 0) throw notFound('an organization');
    if (isRejected && company.organizationId === organizationId) {
      throw new Problem('refused', 'The company is linked to this organization. Unlink it instead.');
    }
    if (company.rejectedOrganizationIds.includes(organizationId) === isRejected) return;
    await setRejected(client, workspaceId, match, isRejected);
    const action = isRejected ? 'company.reject' : 'company.unreject';
    await recordAudit(client, workspaceId, actor, [
      { action, subjectKind: 'company', subjectId: companyId, after: { organizationId } },
    ]);
  });
}
