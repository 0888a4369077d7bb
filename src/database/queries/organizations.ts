import type { Queryable } from '../connect.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

export type OrganizationCompany = { id: string; integrationId: string; externalId: string; name: string };

export type Organization = {
  id: string;
  name: string;
  companies: OrganizationCompany[];
  /** How many of each its PSA companies have, those that are gone aside. */
  agreements: number;
  lineItems: number;
};

const SELECT = `
  SELECT o.id, o.name, lower(o.name) AS "sortKey", coalesce(linked.companies, '[]') AS companies,
    billed.agreements, billed."lineItems"
  FROM organization o
  CROSS JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object(
      'id', c.id, 'integrationId', c.integration_id, 'externalId', c.external_id, 'name', c.name
    ) ORDER BY lower(i.name), i.id, lower(c.name), c.id) AS companies
    FROM company c
    JOIN integration i ON i.workspace_id = c.workspace_id AND i.id = c.integration_id
    WHERE c.workspace_id = o.workspace_id AND c.organization_id = o.id
  ) linked
  CROSS JOIN LATERAL (
    SELECT count(DISTINCT a.id)::int AS agreements, count(l.id)::int AS "lineItems"
    FROM company c
    JOIN agreement a ON a.workspace_id = c.workspace_id AND a.integration_id = c.integration_id
      AND a.company_external_id = c.external_id AND NOT a.is_gone
    LEFT JOIN line_item l ON l.workspace_id = a.workspace_id AND l.integration_id = a.integration_id
      AND l.agreement_external_id = a.external_id AND NOT l.is_gone
    WHERE c.workspace_id = o.workspace_id AND c.organization_id = o.id
  ) billed`;

type Row = Organization & { sortKey: string };

function fromRow({ sortKey: _, ...organization }: Row): Organization {
  return organization;
}

/** By name. @param q part of the name, in any case. */
export async function listOrganizations(
  db: Queryable,
  workspaceId: string,
  { q }: { q?: string | undefined },
  page: PageRequest,
): Promise<Page<Organization>> {
  const where =
    'o.workspace_id = $1 AND o.removed_at IS NULL AND ($2::text IS NULL OR strpos(lower(o.name), lower($2)) > 0)';
  const [name, id] = decodeCursor(page.cursor, 2) ?? [null, null];
  const { rows } = await db.query<Row>(
    `${SELECT} WHERE ${where} AND ($3::text IS NULL OR (lower(o.name), o.id) > ($3::text, $4::text))
     ORDER BY lower(o.name), o.id LIMIT $5`,
    [workspaceId, q ?? null, name, id, page.limit + 1],
  );
  const counted = await db.query<{ total: number }>(
    `SELECT count(*)::int AS total FROM organization o WHERE ${where}`,
    [workspaceId, q ?? null],
  );
  return toPage(rows, page, counted.rows[0]?.total ?? 0, (row) => [row.sortKey, row.id], fromRow);
}

/** @returns null where the workspace has no such organization. */
export async function getOrganization(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Organization | null> {
  const { rows } = await db.query<Row>(
    `${SELECT} WHERE o.workspace_id = $1 AND o.id = $2 AND o.removed_at IS NULL`,
    [workspaceId, id],
  );
  return rows[0] === undefined ? null : fromRow(rows[0]);
}

/** Locks organizations until the transaction ends. @returns those the workspace has, with their names. */
export async function lockOrganizations(
  db: Queryable,
  workspaceId: string,
  ids: readonly string[],
): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; name: string }>(
    `SELECT id, name FROM organization WHERE workspace_id = $1 AND id = ANY ($2) AND removed_at IS NULL
     ORDER BY id FOR UPDATE`,
    [workspaceId, ids],
  );
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** Every organization's id and name. */
export async function listOrganizationNames(
  db: Queryable,
  workspaceId: string,
): Promise<{ id: string; name: string }[]> {
  const { rows } = await db.query<{ id: string; name: string }>(
    'SELECT id, name FROM organization WHERE workspace_id = $1 AND removed_at IS NULL ORDER BY id',
    [workspaceId],
  );
  return rows;
}

export async function insertOrganizations(
  db: Queryable,
  workspaceId: string,
  organizations: readonly { id: string; name: string }[],
): Promise<void> {
  await db.query(
    `INSERT INTO organization (workspace_id, id, name)
     SELECT $1, o.id, o.name FROM jsonb_to_recordset($2) AS o (id text, name text)`,
    [workspaceId, JSON.stringify(organizations)],
  );
}

export async function renameOrganization(
  db: Queryable,
  workspaceId: string,
  id: string,
  name: string,
): Promise<void> {
  await db.query('UPDATE organization SET name = $3 WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    id,
    name,
  ]);
}

/** Where a merged organization went. */
export type Merge = { intoOrganizationId: string; companyIds: readonly string[] };

/** Takes an organization out of use; what was found for it earlier keeps its name. @param merge where it goes; null: nowhere */
export async function markOrganizationRemoved(
  db: Queryable,
  workspaceId: string,
  id: string,
  merge: Merge | null,
): Promise<void> {
  await db.query(
    `WITH unruled AS (DELETE FROM product_rule_organization WHERE workspace_id = $1 AND organization_id = $2)
     UPDATE organization SET removed_at = now(), merged_into = $3, merged_company_ids = $4
     WHERE workspace_id = $1 AND id = $2`,
    [workspaceId, id, merge?.intoOrganizationId ?? null, merge?.companyIds ?? null],
  );
}

/** Brings a merged organization back into use. @returns where it had gone; null where it is no merged one */
export async function bringOrganizationBack(
  db: Queryable,
  workspaceId: string,
  id: string,
): Promise<Merge | null> {
  const { rows } = await db.query<Merge>(
    `UPDATE organization o SET removed_at = NULL, merged_into = NULL, merged_company_ids = NULL
     FROM (SELECT merged_into, merged_company_ids FROM organization
           WHERE workspace_id = $1 AND id = $2 AND merged_into IS NOT NULL FOR UPDATE) merge
     WHERE o.workspace_id = $1 AND o.id = $2
     RETURNING merge.merged_into AS "intoOrganizationId", merge.merged_company_ids AS "companyIds"`,
    [workspaceId, id],
  );
  return rows[0] ?? null;
}
