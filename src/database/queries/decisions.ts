import type { LinkEffect } from '../../domain/line-item.ts';
import type { Queryable } from '../connect.ts';

/** Part of what people decided about a line; the rest stays as it was. */
export type DecisionChange =
  | { kind: 'delete' | 'restore' | 'unignore' | 'unlink' | 'keepUnmapped' }
  | { kind: 'ignore'; reason: string | null }
  | { kind: 'link'; parentLineItemId: string; effect: LinkEffect };

const SETS: Record<DecisionChange['kind'], string> = {
  delete: 'deleted_at = now(), deleted_by = $3',
  restore: 'deleted_at = NULL, deleted_by = NULL',
  ignore: 'ignored_at = now(), ignored_by = $3, ignore_reason = $4',
  unignore: 'ignored_at = NULL, ignored_by = NULL, ignore_reason = NULL',
  link: 'parent_line_item_id = $4, link_effect = $5, linked_by = $3',
  unlink: 'parent_line_item_id = NULL, link_effect = NULL, linked_by = NULL',
  keepUnmapped: 'keeps_unmapped = true',
};

/** Writes a decision about a line. @param by the name of who decides. */
export async function writeDecision(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
  by: string,
  change: DecisionChange,
): Promise<void> {
  await db.query(
    `INSERT INTO line_decision (workspace_id, line_item_id) VALUES ($1, $2) ON CONFLICT DO NOTHING`,
    [workspaceId, lineItemId],
  );
  const extra =
    change.kind === 'ignore'
      ? [change.reason]
      : change.kind === 'link'
        ? [change.parentLineItemId, change.effect]
        : [];
  const needsActor = change.kind === 'delete' || change.kind === 'ignore' || change.kind === 'link';
  await db.query(
    `UPDATE line_decision SET ${SETS[change.kind]} WHERE workspace_id = $1 AND line_item_id = $2`,
    [workspaceId, lineItemId, ...(needsActor ? [by] : []), ...extra],
  );
}
