import type { PoolClient } from 'pg';
import type { Database, Queryable } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import {
  type Company,
  type CompanyLink,
  linkByPerson,
  lockCompanies,
  unlinkByPerson,
} from '../database/queries/companies.ts';
import { insertOrganizations, lockOrganizations } from '../database/queries/organizations.ts';
import { createId } from '../ids.ts';
import { type FieldProblem, notFound, Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';

/** An organization that is there, or one to make. */
export type LinkTarget = { organizationId: string } | { newOrganization: { name: string } };

/**
 * Links a company as a person says; no sync changes it afterwards.
 * @throws Problem not-found.
 */
export async function linkCompany(
  db: Database,
  workspaceId: string,
  actor: Actor,
  companyId: string,
  target: LinkTarget,
): Promise<void> {
  await db.transaction(async (client) => {
    const before = await lockCompany(client, workspaceId, companyId);
    const organizationId = await targetId(client, workspaceId, actor, target);
    await applyLinks(client, workspaceId, actor, new Map([[companyId, before]]), [
      { companyId, organizationId },
    ]);
  });
}

/**
 * Links many companies, all or none.
 * @throws Problem refused, naming each item that cannot be linked.
 */
export async function linkCompanies(
  db: Database,
  workspaceId: string,
  actor: Actor,
  links: readonly CompanyLink[],
): Promise<void> {
  await db.transaction(async (client) => {
    const companies = byId(
      await lockCompanies(
        client,
        workspaceId,
        links.map(({ companyId }) => companyId),
      ),
    );
    const organizations = await lockOrganizations(
      client,
      workspaceId,
      links.map(({ organizationId }) => organizationId),
    );
    const errors = links.flatMap((link, index) => linkProblem(link, index, links, companies, organizations));
    if (errors.length > 0) {
      throw new Problem(
        'refused',
        `Nothing was changed: ${errors.length} of ${links.length} cannot be linked.`,
        errors,
      );
    }
    await applyLinks(client, workspaceId, actor, companies, links);
  });
}

/**
 * Takes a company off its organization for good; that organization is not suggested for it again.
 * @throws Problem not-found.
 */
export async function unlinkCompany(
  db: Database,
  workspaceId: string,
  actor: Actor,
  companyId: string,
): Promise<void> {
  await takeOff(db, workspaceId, actor, companyId, { action: 'company.unlink', isIgnored: false });
}

/**
 * Says that a company is no client: it is linked to nothing and suggested for nothing.
 * @throws Problem not-found.
 */
export async function ignoreCompany(
  db: Database,
  workspaceId: string,
  actor: Actor,
  companyId: string,
): Promise<void> {
  await takeOff(db, workspaceId, actor, companyId, { action: 'company.ignore', isIgnored: true });
}

/**
 * Undoes ignoreCompany; the company is unlinked then.
 * @throws Problem not-found.
 */
export async function unignoreCompany(
  db: Database,
  workspaceId: string,
  actor: Actor,
  companyId: string,
): Promise<void> {
  await db.transaction(async (client) => {
    const { state } = await lockCompany(client, workspaceId, companyId);
    if (state === 'ignored') {
      await unlinkByPerson(client, workspaceId, companyId, { isIgnored: false });
      await audit(
        client,
        workspaceId,
        actor,
        'company.unignore',
        companyId,
        { state },
        { state: 'unlinked' },
      );
    }
  });
}

async function takeOff(
  db: Database,
  workspaceId: string,
  actor: Actor,
  companyId: string,
  { action, isIgnored }: { action: string; isIgnored: boolean },
): Promise<void> {
  await db.transaction(async (client) => {
    const { state, organizationId } = await lockCompany(client, workspaceId, companyId);
    const after = isIgnored ? 'ignored' : 'unlinked';
    if (state === after || (state === 'ignored' && !isIgnored)) {
      return;
    }
    await unlinkByPerson(client, workspaceId, companyId, { isIgnored });
    await audit(client, workspaceId, actor, action, companyId, { state, organizationId }, { state: after });
    if (organizationId !== null) {
      await runWithin(client, {
        workspaceId,
        trigger: 'company unlinked',
        organizationIds: [organizationId],
      });
    }
  });
}

async function lockCompany(client: Queryable, workspaceId: string, companyId: string): Promise<Company> {
  const [company] = await lockCompanies(client, workspaceId, [companyId]);
  if (company === undefined) {
    throw notFound('a company');
  }
  return company;
}

async function targetId(
  client: Queryable,
  workspaceId: string,
  actor: Actor,
  target: LinkTarget,
): Promise<string> {
  if ('organizationId' in target) {
    const found = await lockOrganizations(client, workspaceId, [target.organizationId]);
    if (found.size === 0) {
      throw notFound('an organization');
    }
    return target.organizationId;
  }
  const id = createId('org');
  const { name } = target.newOrganization;
  await insertOrganizations(client, workspaceId, [{ id, name }]);
  await recordAudit(client, workspaceId, actor, [
    { action: 'organization.create', subjectKind: 'organization', subjectId: id, after: { name } },
  ]);
  return id;
}

function linkProblem(
  link: CompanyLink,
  index: number,
  links: readonly CompanyLink[],
  companies: ReadonlyMap<string, Company>,
  organizations: ReadonlyMap<string, string>,
): FieldProblem[] {
  const path = `items.${index}`;
  if (!companies.has(link.companyId)) {
    return [{ path, message: 'There is no such company.' }];
  }
  if (!organizations.has(link.organizationId)) {
    return [{ path, message: 'There is no such organization.' }];
  }
  const first = links.findIndex(({ companyId }) => companyId === link.companyId);
  return first < index ? [{ path, message: `The company is in the list twice: see items.${first}.` }] : [];
}

async function applyLinks(
  client: PoolClient,
  workspaceId: string,
  actor: Actor,
  companies: ReadonlyMap<string, Company>,
  links: readonly CompanyLink[],
): Promise<void> {
  await linkByPerson(client, workspaceId, links);
  const entries = links.map(({ companyId, organizationId }) => ({
    action: 'company.link',
    subjectKind: 'company',
    subjectId: companyId,
    before: {
      state: companies.get(companyId)?.state,
      organizationId: companies.get(companyId)?.organizationId,
    },
    after: { state: 'linked', organizationId },
  }));
  await recordAudit(client, workspaceId, actor, entries);
  const left = [...companies.values()].flatMap(({ organizationId }) => organizationId ?? []);
  const organizationIds = [...new Set([...left, ...links.map(({ organizationId }) => organizationId)])];
  await runWithin(client, { workspaceId, trigger: 'company linked', organizationIds });
}

async function audit(
  client: Queryable,
  workspaceId: string,
  actor: Actor,
  action: string,
  subjectId: string,
  before: object,
  after: object,
): Promise<void> {
  await recordAudit(client, workspaceId, actor, [
    { action, subjectKind: 'company', subjectId, before, after },
  ]);
}

function byId(companies: readonly Company[]): Map<string, Company> {
  return new Map(companies.map((company) => [company.id, company]));
}
