import type { Queryable } from '../connect.ts';
import { Parameters, resultsSql } from './result-filter.ts';
import type { LinkedCompany } from './sources.ts';

type PastResult = {
  line_item_id: string;
  organization_id: string | null;
  /** Decimal; null: unknown, or compared with nothing. */
  counted: string | null;
  mapped_integration_id: string | null;
  shared_with: string[];
};

/** What a past run said of some lines, those that it knew. */
export async function listResultsOfRun(
  db: Queryable,
  workspaceId: string,
  runId: number,
  lineItemIds: readonly string[],
): Promise<PastResult[]> {
  const parameters = new Parameters(workspaceId);
  const results = resultsSql({ runId }, parameters);
  const { rows } = await db.query<PastResult>(
    `SELECT line_item_id, organization_id, counted, mapped_integration_id, shared_with FROM ${results} r
     WHERE line_item_id = ANY (${parameters.add(lineItemIds)})`,
    parameters.values,
  );
  return rows;
}

/** The key of the measure that a line was mapped to at a time; null: compared with nothing. */
export async function getMeasureKeyAt(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
  at: Date,
): Promise<string | null> {
  const { rows } = await db.query<{ key: string | null }>(
    `(SELECT measure_key AS key FROM mapping_history
      WHERE workspace_id = $1 AND line_item_id = $2 AND ended_at > $3 ORDER BY ended_at LIMIT 1)
     UNION ALL SELECT measure_key FROM mapping WHERE workspace_id = $1 AND line_item_id = $2`,
    [workspaceId, lineItemId, at],
  );
  return rows[0]?.key ?? null;
}

/** The companies of an integration that belonged to an organization at a time. */
export async function listLinkedCompaniesAt(
  db: Queryable,
  workspaceId: string,
  organizationId: string,
  integrationId: string,
  at: Date,
): Promise<LinkedCompany[]> {
  const { rows } = await db.query<LinkedCompany>(
    `SELECT c.integration_id AS "integrationId", c.external_id AS "externalId", $2 AS "organizationId", false AS "hasFailed"
     FROM company c LEFT JOIN LATERAL (
       SELECT true AS is_other, h.organization_id FROM company_link_history h
       WHERE h.workspace_id = $1 AND h.company_id = c.id AND h.ended_at > $4 ORDER BY h.ended_at LIMIT 1
     ) before ON true
     WHERE c.workspace_id = $1 AND c.integration_id = $3 AND $2 =
       CASE WHEN before.is_other THEN before.organization_id WHEN NOT c.is_gone THEN c.organization_id END`,
    [workspaceId, organizationId, integrationId, at],
  );
  return rows;
}
