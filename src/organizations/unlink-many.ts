import type { Database } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { lockCompanies, unlinkManyByPerson } from '../database/queries/companies.ts';
import { Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';

/**
 * Takes companies off their organizations, all or none, as one takes back a link just made: what they leave may be
 * suggested again. Those that are linked to nothing stay so.
 * @throws Problem refused, naming each company that is not there.
 */
export async function unlinkCompanies(
  db: Database,
  workspaceId: string,
  actor: Actor,
  companyIds: readonly string[],
): Promise<void> {
  await db.transaction(async (client) => {
    const companies = await lockCompanies(client, workspaceId, companyIds);
    const known = new Set(companies.map(({ id }) => id));
    const errors = companyIds.flatMap((id, at) =>
      known.has(id) ? [] : [{ path: `companyIds.${at}`, message: 'There is no such company.' }],
    );
    if (errors.length > 0) {
      throw new Problem('refused', `Nothing was changed: ${errors.length} companies are not there.`, errors);
    }
    const linked = companies.flatMap(({ id, state, organizationId }) =>
      organizationId === null ? [] : [{ id, state, organizationId }],
    );
    if (linked.length === 0) return;
    await unlinkManyByPerson(client, workspaceId, companyIds);
    const entries = linked.map(({ id, state, organizationId }) => ({
      action: 'company.unlink',
      subjectKind: 'company',
      subjectId: id,
      before: { state, organizationId },
      after: { state: 'unlinked' },
    }));
    await recordAudit(client, workspaceId, actor, entries);
    const organizationIds = [...new Set(linked.map(({ organizationId }) => organizationId))];
    await runWithin(client, { workspaceId, trigger: 'company unlinked', organizationIds });
  });
}
