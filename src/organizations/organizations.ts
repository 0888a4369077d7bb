import type { Database } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { moveCompanies } from '../database/queries/companies.ts';
import {
  bringOrganizationBack,
  getOrganization,
  insertOrganizations,
  lockOrganizations,
  markOrganizationRemoved,
  type Organization,
  renameOrganization,
} from '../database/queries/organizations.ts';
import { copyRuleOrganizations } from '../database/queries/rules.ts';
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
    await markOrganizationRemoved(client, workspaceId, id, null);
    await recordAudit(client, workspaceId, actor, [
      { action: 'organization.delete', subjectKind, subjectId: id, before: { name: organization.name } },
    ]);
  });
}

/**
 * Moves the companies of one organization to another and takes the first out of use; mappings and decisions are the lines',
 * and stay. `unmergeOrganization` takes it back.
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
    await copyRuleOrganizations(client, workspaceId, id, intoId);
    await markOrganizationRemoved(client, workspaceId, id, { intoOrganizationId: intoId, companyIds });
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

/**
 * Takes a merge back: the organization returns with the companies it had that nobody has linked elsewhere since.
 * @throws Problem not-found where it is no merged one, or where it went has been removed since.
 */
export async function unmergeOrganization(
  db: Database,
  workspaceId: string,
  actor: Actor,
  id: string,
): Promise<Organization> {
  await db.transaction(async (client) => {
    const merge = await bringOrganizationBack(client, workspaceId, id);
    const into = merge?.intoOrganizationId ?? '';
    if (merge === null || !(await lockOrganizations(client, workspaceId, [into])).has(into)) {
      throw notFound('a merged organization');
    }
    const moved = await moveCompanies(client, workspaceId, into, id, merge.companyIds);
    await copyRuleOrganizations(client, workspaceId, into, id);
    await recordAudit(client, workspaceId, actor, [
      {
        action: 'organization.unmerge',
        subjectKind,
        subjectId: id,
        before: { intoOrganizationId: into },
        after: { companyIds: moved },
      },
    ]);
    await runWithin(client, { workspaceId, trigger: 'merge taken back', organizationIds: [id, into] });
  });
  return findOrganization(db, workspaceId, id);
}

export type Split = { companyIds: readonly string[]; name: string };

/**
 * Makes an organization of some companies of another. What was mapped and decided belongs to lines and goes with them; rules
 * for the one hold for both.
 * @returns the new one.
 * @throws Problem not-found; refused where a company is not the organization's, or none would be left to it.
 */
export async function splitOrganization(
  db: Database,
  workspaceId: string,
  actor: Actor,
  id: string,
  { companyIds, name }: Split,
): Promise<Organization> {
  const newId = createId('org');
  await db.transaction(async (client) => {
    await lockOrganizations(client, workspaceId, [id]);
    const whole = await getOrganization(client, workspaceId, id);
    if (whole === null) throw notFound('an organization');
    refuseSplit(whole, companyIds);
    await insertOrganizations(client, workspaceId, [{ id: newId, name }]);
    const moved = await moveCompanies(client, workspaceId, id, newId, companyIds);
    await copyRuleOrganizations(client, workspaceId, id, newId);
    await recordAudit(client, workspaceId, actor, [
      {
        action: 'organization.split',
        subjectKind,
        subjectId: newId,
        before: { fromOrganizationId: id },
        after: { name, companyIds: moved },
      },
    ]);
    await runWithin(client, { workspaceId, trigger: 'organization split', organizationIds: [id, newId] });
  });
  return findOrganization(db, workspaceId, newId);
}

function refuseSplit({ name, companies }: Organization, companyIds: readonly string[]): void {
  const own = new Set(companies.map((company) => company.id));
  if (companyIds.some((companyId) => !own.has(companyId))) {
    throw new Problem('refused', `Not every one of these companies belongs to ${name}.`);
  }
  if (new Set(companyIds).size === own.size) {
    throw new Problem('refused', `No company would be left to ${name}. To call it otherwise, rename it.`);
  }
}
