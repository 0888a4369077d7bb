import type { Metric } from '../../domain/inventory.ts';
import type { Queryable } from '../connect.ts';

/** A record that a person said needs no line. */
export type UnbilledDecision = {
  integrationId: string;
  metric: Metric;
  externalId: string;
  reason: string;
};

export async function listUnbilledDecisions(db: Queryable, workspaceId: string): Promise<UnbilledDecision[]> {
  const { rows } = await db.query<UnbilledDecision>(
    `SELECT integration_id AS "integrationId", metric, external_id AS "externalId", reason
     FROM unbilled_decision WHERE workspace_id = $1`,
    [workspaceId],
  );
  return rows;
}

type Subject = { integrationId: string; metric: Metric; externalIds: readonly string[] };

/** Says, or says again with another reason, that records need no line. */
export async function upsertUnbilledDecisions(
  db: Queryable,
  workspaceId: string,
  { integrationId, metric, externalIds }: Subject,
  { reason, by }: { reason: string; by: string },
): Promise<void> {
  await db.query(
    `INSERT INTO unbilled_decision (workspace_id, integration_id, metric, external_id, reason, decided_by)
     SELECT $1, $2, $3, unnest($4::text[]), $5, $6
     ON CONFLICT (workspace_id, integration_id, metric, external_id)
     DO UPDATE SET reason = EXCLUDED.reason, decided_by = EXCLUDED.decided_by, decided_at = now()`,
    [workspaceId, integrationId, metric, externalIds, reason, by],
  );
}

/** Takes decisions back. @returns the ids there was one for */
export async function deleteUnbilledDecisions(
  db: Queryable,
  workspaceId: string,
  { integrationId, metric, externalIds }: Subject,
): Promise<string[]> {
  const { rows } = await db.query<{ id: string }>(
    `DELETE FROM unbilled_decision WHERE workspace_id = $1 AND integration_id = $2 AND metric = $3
       AND external_id = ANY ($4) RETURNING external_id AS id`,
    [workspaceId, integrationId, metric, externalIds],
  );
  return rows.map(({ id }) => id);
}
