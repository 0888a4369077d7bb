import type { Metric } from '../../domain/inventory.ts';
import type { Mapping } from '../../domain/line-item.ts';
import type { Queryable } from '../connect.ts';

export type MappingOrigin = 'person' | 'rule' | 'suggestion';

/** Writes a line's mapping, in place of the one it had. @param by the name of who decides. */
export async function writeMapping(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
  mapping: Mapping,
  decision: { origin: MappingOrigin; by: string },
): Promise<void> {
  const { measure, measureKey, unitsPerLine, minimum, tolerance } = mapping;
  await db.query(
    `INSERT INTO mapping (workspace_id, line_item_id, integration_id, metric, filter, measure_key, units_per_line,
       minimum, tolerance_units, tolerance_percent, origin, decided_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
     ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET integration_id = $3, metric = $4, filter = $5,
       measure_key = $6, units_per_line = $7, minimum = $8, tolerance_units = $9, tolerance_percent = $10, origin = $11,
       decided_by = $12, decided_at = now(), rule_id = NULL`,
    [
      workspaceId,
      lineItemId,
      measure?.integrationId ?? null,
      measure?.metric ?? null,
      measure === null ? null : JSON.stringify(measure.filter),
      measureKey,
      unitsPerLine.toFixed(),
      minimum?.toFixed() ?? null,
      tolerance?.units ?? null,
      tolerance?.percent ?? null,
      decision.origin,
      decision.by,
    ],
  );
}

/** @returns whether there was one. */
export async function deleteMapping(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
): Promise<boolean> {
  const { rowCount } = await db.query('DELETE FROM mapping WHERE workspace_id = $1 AND line_item_id = $2', [
    workspaceId,
    lineItemId,
  ]);
  return (rowCount ?? 0) > 0;
}

/** What any line of the workspace is compared with: pairs of integration and metric. */
export async function listComparedMetrics(
  db: Queryable,
  workspaceId: string,
): Promise<{ integrationId: string; metric: Metric }[]> {
  const { rows } = await db.query<{ integrationId: string; metric: Metric }>(
    `SELECT DISTINCT integration_id AS "integrationId", metric FROM mapping
     WHERE workspace_id = $1 AND integration_id IS NOT NULL`,
    [workspaceId],
  );
  return rows;
}
