import type { Queryable } from '../connect.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

export type CompanyState = 'linked' | 'unlinked' | 'ignored';

export type Company = {
  id: string;
  integrationId: string;
  externalId: string;
  name: string;
  domains: string[];
  tenantId: string | null;
  state: CompanyState;
  organizationId: string | null;
  organizationName: string | null;
  linkedBy: 'automatic' | 'person' | null;
  /** A person has linked, unlinked or ignored it; nothing links it by itself any more. */
  isDecided: boolean;
  /** Organizations a person took it off. */
  rejectedOrganizationIds: string[];
};

const STATE = `CASE WHEN c.is_ignored THEN 'ignored' WHEN c.organization_id IS NULL THEN 'unlinked' ELSE 'linked' END`;
const SELECT = `
  SELECT c.id, c.integration_id AS "integrationId", c.external_id AS "externalId", c.name, c.domains,
    c.tenant_id AS "tenantId", ${STATE} AS state, c.organization_id AS "organizationId", o.name AS "organizationName",
    c.linked_by AS "linkedBy", c.is_decided AS "isDecided", c.rejected_organization_ids AS "rejectedOrganizationIds",
    lower(c.name) AS "sortKey"
  FROM company c LEFT JOIN organization o ON o.workspace_id = c.workspace_id AND o.id = c.organization_id`;

type Row = Company & { sortKey: string };

function fromRow({ sortKey: _, ...company }: Row): Company {
  return company;
}

export type CompanyFilter = {
  integrationId?: string | undefined;
  state?: CompanyState[] | undefined;
  /** Part of the name, in any case. */
  q?: string | undefined;
};

/** By name. A company that its vendor no longer lists appears only while it is linked. */
export async function listCompanies(
  db: Queryable,
  workspaceId: string,
  filter: CompanyFilter,
  page: PageRequest,
): Promise<Page<Company>> {
  const where = `c.workspace_id = $1 AND ($2::text IS NULL OR c.integration_id = $2)
    AND ($3::text[] IS NULL OR ${STATE} = ANY ($3)) AND ($4::text IS NULL OR strpos(lower(c.name), lower($4)) > 0)
    AND NOT (c.is_gone AND c.organization_id IS NULL)`;
  const parameters = [workspaceId, filter.integrationId ?? null, filter.state ?? null, filter.q ?? null];
  const [name, id] = decodeCursor(page.cursor, 2) ?? [null, null];
  const { rows } = await db.query<Row>(
    `${SELECT} WHERE ${where} AND ($5::text IS NULL OR (lower(c.name), c.id) > ($5::text, $6::text))
     ORDER BY lower(c.name), c.id LIMIT $7`,
    [...parameters, name, id, page.limit + 1],
  );
  const counted = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM company c WHERE ${where}`,
    parameters,
  );
  return toPage(rows, page, counted.rows[0]?.total ?? 0, (row) => [row.sortKey, row.id], fromRow);
}

/** @returns those the workspace has, in no order. */
export async function listCompaniesById(
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<Company[]> {
  const { rows } = await db.query<Row>(`${SELECT} WHERE c.workspace_id = $1 AND c.id = ANY ($2)`, [
    workspaceId,
    ids,
  ]);
  return rows.map(fromRow);
}

/** Locks the rows until the transaction ends. @returns those the workspace has, in no order. */
export async function lockCompanies(
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<Company[]> {
  const { rows } = await db.query<Row>(
    `${SELECT} WHERE c.workspace_id = $1 AND c.id = ANY ($2) ORDER BY c.id FOR NO KEY UPDATE OF c`,
    [workspaceId, ids],
  );
  return rows.map(fromRow);
}

/** Every company that is still listed, or only one integration's. */
export async function listPresentCompanies(
  db: Queryable,
  workspaceId: string,
  integrationId: string | null = null,
): Promise<Company[]> {
  const { rows } = await db.query<Row>(
    `${SELECT} WHERE c.workspace_id = $1 AND NOT c.is_gone AND ($2::text IS NULL OR c.integration_id = $2) ORDER BY c.id`,
    [workspaceId, integrationId],
  );
  return rows.map(fromRow);
}

/** Ids of integrations that have a company which could be linked by itself. */
export async function listIntegrationsWithUnlinked(db: Queryable, workspaceId: string): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `SELECT DISTINCT integration_id AS id FROM company
     WHERE workspace_id = $1 AND organization_id IS NULL AND NOT is_decided AND NOT is_ignored AND NOT is_gone ORDER BY 1`,
    [workspaceId],
  );
  return rows.map((row) => row.id);
}

export type CompanyLink = { companyId: string; organizationId: string };

/** Links companies by themselves; a person may undo it. */
export async function linkAutomatically(
  db: Queryable,
  workspaceId: string,
  links: readonly CompanyLink[],
): Promise<void> {
  await db.query(
    `UPDATE company c SET organization_id = l."organizationId", linked_by = 'automatic'
     FROM jsonb_to_recordset($2) AS l ("companyId" text, "organizationId" text)
     WHERE c.workspace_id = $1 AND c.id = l."companyId" AND NOT c.is_decided`,
    [workspaceId, JSON.stringify(links)],
  );
}

/** Links companies as a person says, and forgets that one had been rejected. */
export async function linkByPerson(
  db: Queryable,
  workspaceId: string,
  links: readonly CompanyLink[],
): Promise<void> {
  await db.query(
    `UPDATE company c SET organization_id = l."organizationId", linked_by = 'person', is_decided = true,
       is_ignored = false, rejected_organization_ids = array_remove(rejected_organization_ids, l."organizationId")
     FROM jsonb_to_recordset($2) AS l ("companyId" text, "organizationId" text)
     WHERE c.workspace_id = $1 AND c.id = l."companyId"`,
    [workspaceId, JSON.stringify(links)],
  );
}

/** Unlinks a company for good; the organization it leaves is not suggested again. */
export async function unlinkByPerson(
  db: Queryable,
  workspaceId: string,
  companyId: string,
  { isIgnored }: { isIgnored: boolean },
): Promise<void> {
  await db.query(
    `UPDATE company SET organization_id = NULL, linked_by = NULL, is_decided = true, is_ignored = $3,
       rejected_organization_ids = CASE WHEN organization_id IS NULL OR $3 THEN rejected_organization_ids
         ELSE array_append(rejected_organization_ids, organization_id) END
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, companyId, isIgnored],
  );
}

/** Unlinks companies as a person says; the organizations they leave may be suggested again. */
export async function unlinkManyByPerson(
  db: Queryable,
  workspaceId: string,
  companyIds: readonly string[],
): Promise<void> {
  await db.query(
    `UPDATE company SET organization_id = NULL, linked_by = NULL, is_decided = true
     WHERE workspace_id = $1 AND id = ANY ($2) AND organization_id IS NOT NULL`,
    [workspaceId, companyIds],
  );
}

/** Remembers that a company is not an organization's, or forgets it. */
export async function setRejected(
  db: Queryable,
  workspaceId: string,
  { companyId, organizationId }: CompanyLink,
  isRejected: boolean,
): Promise<void> {
  await db.query(
    `UPDATE company SET rejected_organization_ids = array_remove(rejected_organization_ids, $3)
       || CASE WHEN $4 THEN ARRAY[$3] ELSE '{}'::text[] END
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, companyId, organizationId, isRejected],
  );
}

/**
 * Moves companies of one organization to another; links keep who made them.
 * @param companyIds those of them alone; absent: every one
 * @returns the moved ones' ids
 */
export async function moveCompanies(
  db: Queryable,
  workspaceId: string,
  from: string,
  into: string,
  companyIds?: readonly string[],
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `UPDATE company SET organization_id = $3
     WHERE workspace_id = $1 AND organization_id = $2 AND ($4::text[] IS NULL OR id = ANY ($4)) RETURNING id`,
    [workspaceId, from, into, companyIds ?? null],
  );
  return rows.map((row) => row.id);
}
