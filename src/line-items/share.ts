import type { PoolClient } from 'pg';
import type { Database, Queryable } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { getLineItem } from '../database/queries/line-items.ts';
import { listLines } from '../database/queries/lines-for-run.ts';
import { lockRuns } from '../database/queries/runs.ts';
import { clearSharing, joinSharing, separateSharing, takeRest } from '../database/queries/sharing.ts';
import type { LineItem } from '../domain/line-item.ts';
import { groupBySharedCount } from '../domain/shared-counts.ts';
import { createId } from '../ids.ts';
import { notFound, Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';

/** How a person changes which lines share a count. */
export type SharingChange =
  | { joinWith: string[] }
  | { separate: true }
  | { takesRest: true }
  | { undo: true };

/**
 * Changes which lines share a line's count, with the results it leads to in one transaction.
 * @throws Problem not-found; refused where the lines have no count in common.
 */
export async function changeSharing(
  db: Database,
  workspaceId: string,
  actor: Actor,
  lineItemId: string,
  change: SharingChange,
): Promise<void> {
  await db.transaction(async (client) => {
    // Before the decision: whoever decides about the same line under this lock would wait for it, and this for the lock.
    await lockRuns(client, workspaceId);
    const { line, lines } = await loadMapped(client, workspaceId, lineItemId);
    await write(client, workspaceId, line, lines, change);
    const after = { ...change };
    await recordAudit(client, workspaceId, actor, [
      {
        action: 'line_item.share',
        subjectKind: 'line_item',
        subjectId: line.id,
        before: line.decision.sharing,
        after,
      },
    ]);
    const organizationIds = line.organizationId === null ? [] : [line.organizationId];
    await runWithin(client, { workspaceId, trigger: 'sharing', organizationIds });
  });
}

async function loadMapped(client: PoolClient, workspaceId: string, lineItemId: string) {
  const row = await getLineItem(client, workspaceId, lineItemId);
  const lines = row === null ? [] : await listLines(client, workspaceId, [row.organization_id]);
  const line = lines.find(({ id }) => id === lineItemId);
  if (line === undefined) {
    throw notFound('a line item');
  }
  if (line.mapping?.measure == null) {
    throw new Problem(
      'refused',
      'This line is compared with nothing, so there is no count to share. Map it first.',
    );
  }
  return { line, lines };
}

async function write(
  client: Queryable,
  workspaceId: string,
  line: LineItem,
  lines: readonly LineItem[],
  change: SharingChange,
): Promise<void> {
  if ('undo' in change) {
    await clearSharing(client, workspaceId, line.id);
  } else if ('separate' in change) {
    await separateSharing(client, workspaceId, line.id);
  } else if ('takesRest' in change) {
    const mapped = lines.filter((other) => other.mapping !== null).map((other) => ({ line: other }));
    const group =
      groupBySharedCount(mapped).find((members) => members.some((one) => one.line.id === line.id)) ?? [];
    await takeRest(
      client,
      workspaceId,
      line.id,
      group.map((one) => one.line.id),
    );
  } else {
    const others = change.joinWith.map((id) => requireSharer(lines, line, id));
    await joinSharing(
      client,
      workspaceId,
      [line.id, ...others],
      line.decision.sharing.group ?? createId('share'),
    );
  }
}

function requireSharer(lines: readonly LineItem[], line: LineItem, otherId: string): string {
  const other = lines.find(({ id }) => id === otherId);
  if (other === undefined) {
    throw new Problem('refused', 'Only lines of one organization can share a count.');
  }
  if (other.mapping?.measureKey !== line.mapping?.measureKey) {
    throw new Problem('refused', 'The lines are mapped to different counts. Map them to the same one first.');
  }
  return other.id;
}
