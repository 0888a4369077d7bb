import type { Database } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { moveCompanies } from '../database/queries/companies.ts';
import {
  deleteOrganization,
  getOrganization,
  insertOrganizations,
  lockOrganizations,
  type Organization,
  renameOrganization,
} from '../database/queries/organizations.ts';
import { moveRuleOrganizations } from '../database/queries/rules.ts';
import { createId } from '../ids.ts';
import { notFound, Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';

const subjectKind = 'organization';

/** @throws Problem not-found. */
export async function findOrganization(db: Database, workspaceId: string, id: string): Promise<Organization> {
  const organization = await getOrganization(db.pool, workspaceId, id);
  if (organization === null) {
    throw notFound('an organization');
  }
  return organization;
}

/** Makes an organization without companies. */
export async function createOrganization(
  db: Database,
  workspaceId: string,
  actor: Actor,
  name: string,
): Promise<Organization> {
  const id = createId('org');
  await db.transaction(async (client) => {
    await insertOrganizations(client, workspaceId, [{ id, name }]);
    await recordAudit(client, workspaceId, actor, [
      { action: 'organization.create', subjectKind, subjectId: id, after: { name } },
    ]);
  });
  return findOrganization(db, workspaceId, id);
}

/** @throws Problem not-found. */
export async function changeName(
  db: Database,
  workspaceId: string,
  actor: Actor,
  id: string,
  name: string,
): Promise<Organization> {
  await db.transaction(async (client) => {
    const before = (await lockOrganizations(client, workspaceId, [id])).get(id);
    if (before === undefined) {
      throw notFound('an organization');
    }
    await renameOrganization(client, workspaceId, id, name);
    await recordAudit(client, workspaceId, actor, [
      {
        action: 'organization.update',
        subjectKind,
        subjectId: id,
        before: { name: before },
        after: { name },
      },
    ]);
  });
  return findOrganization(db, workspaceId, id);
}

/** @throws Problem not-found; conflict while companies are linked to it. */
export async function removeOrganization(
  db: Database,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<void> {
  await db.transaction(async (client) => {
    await lockOrganizations(client, workspaceId, [id]);
    const organization = await getOrganization(client, workspaceId, id);
    if (organization === null) {
      throw notFound('an organization');
    }
    if (organization.companies.length > 0) {
      throw new Problem(
        'conflict',
        `${organization.name} still has ${organization.companies.length} linked companies. ` +
          'Unlink them, or merge it into another organization.',
      );
    }
    await deleteOrganization(client, workspaceId, id);
    await recordAudit(client, workspaceId, actor, [
      { action: 'organization.delete', subjectKind, subjectId: id, before: { name: organization.name } },
    ]);
  });
}

/**
 * Moves the companies of one organization to another and deletes the first.
 * @returns the one that stays.
 * @throws Problem not-found; refused for a merge into itself.
 */
export async function mergeOrganizations(
  db: Database,
  workspaceId: string,
  actor: Actor,
  id: string,
  intoId: string,
): Promise<Organization> {
  if (id === intoId) {
    throw new Problem('refused', 'An organization cannot be merged into itself.');
  }
  await db.transaction(async (client) => {
    const names = await lockOrganizations(client, workspaceId, [id, intoId]);
    if (names.size < 2) {
      throw notFound('an organization');
    }
    const companyIds = await moveCompanies(client, workspaceId, id, intoId);
    await moveRuleOrganizations(client, workspaceId, id, intoId);
    await deleteOrganization(client, workspaceId, id);
    await recordAudit(client, workspaceId, actor, [
      {
        action: 'organization.merge',
        subjectKind,
        subjectId: id,
        before: { name: names.get(id), companyIds },
        after: { intoOrganizationId: intoId },
      },
    ]);
    await runWithin(client, { workspaceId, trigger: 'organization merged', organizationIds: [id, intoId] });
  });
  return findOrganization(db, workspaceId, intoId);
}
