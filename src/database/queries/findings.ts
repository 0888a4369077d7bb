import type { Queryable } from '../connect.ts';

export type NewAcceptance = { reason: string; until: string | null; variance: string; by: string };

/** Accepts a line's variance anew, in place of an earlier acceptance. */
export async function writeAcceptance(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
  { reason, until, variance, by }: NewAcceptance,
): Promise<void> {
  await db.query(
    `INSERT INTO acceptance (workspace_id, line_item_id, reason, until, variance, accepted_by)
     VALUES ($1, $2, $3, $4, $5, $6)
     ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET reason = $3, until = $4, variance = $5, accepted_by = $6,
       accepted_at = now(), reopened_at = NULL, reopened_because = NULL`,
    [workspaceId, lineItemId, reason, until, variance, by],
  );
}

export async function deleteAcceptance(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
): Promise<void> {
  await db.query('DELETE FROM acceptance WHERE workspace_id = $1 AND line_item_id = $2', [
    workspaceId,
    lineItemId,
  ]);
}

/** Marks acceptances that no longer hold; they stay open until a person accepts anew. */
export async function reopenAcceptances(
  db: Queryable,
  workspaceId: string,
  reopened: readonly { lineItemId: string; because: string }[],
): Promise<void> {
  if (reopened.length === 0) {
    return;
  }
  await db.query(
    `UPDATE acceptance k SET reopened_at = clock_timestamp(), reopened_because = x.because
     FROM jsonb_to_recordset($2) AS x ("lineItemId" text, because text)
     WHERE k.workspace_id = $1 AND k.line_item_id = x."lineItemId" AND k.reopened_at IS NULL`,
    [workspaceId, JSON.stringify(reopened)],
  );
}

export type NewNote = { text: string; assigneeId: string | null; by: string };

export async function writeNote(
  db: Queryable,
  workspaceId: string,
  lineItemId: string,
  { text, assigneeId, by }: NewNote,
): Promise<void> {
  await db.query(
    `INSERT INTO finding_note (workspace_id, line_item_id, text, assignee_id, written_by) VALUES ($1, $2, $3, $4, $5)
     ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET text = $3, assignee_id = $4, written_by = $5,
       written_at = now()`,
    [workspaceId, lineItemId, text, assigneeId, by],
  );
}

export async function deleteNote(db: Queryable, workspaceId: string, lineItemId: string): Promise<void> {
  await db.query('DELETE FROM finding_note WHERE workspace_id = $1 AND line_item_id = $2', [
    workspaceId,
    lineItemId,
  ]);
}

/** Whether a person belongs to the workspace. */
export async function isMember(db: Queryable, workspaceId: string, userId: string): Promise<boolean> {
  const { rows } = await db.query('SELECT 1 FROM member WHERE workspace_id = $1 AND user_id = $2', [
    workspaceId,
    userId,
  ]);
  return rows.length > 0;
}

/** What people decided about the findings of some lines. */
export type FindingDecisions = {
  line_item_id: string;
  acceptance: {
    reason: string;
    until: string | null;
    variance: number;
    by: string;
    at: string;
    reopenedAt: string | null;
    reopenedBecause: string | null;
  } | null;
  note: { text: string; assigneeId: string | null; by: string; at: string } | null;
};

type FindingRow = {
  line_item_id: string;
  reason: string | null;
  until: string | null;
  variance: string | null;
  accepted_by: string | null;
  accepted_at: Date | null;
  reopened_at: Date | null;
  reopened_because: string | null;
  text: string | null;
  assignee_id: string | null;
  written_by: string | null;
  written_at: Date | null;
};

/** Acceptances and notes of those of the lines that have any, by line id. */
export async function loadFindingDecisions(
  db: Queryable,
  workspaceId: string,
  lineItemIds: readonly string[],
): Promise<Map<string, FindingDecisions>> {
  const { rows } = await db.query<FindingRow>(
    `SELECT coalesce(k.line_item_id, n.line_item_id) AS line_item_id, k.reason, k.until, k.variance, k.accepted_by,
       k.accepted_at, k.reopened_at, k.reopened_because, n.text, n.assignee_id, n.written_by, n.written_at
     FROM (SELECT * FROM acceptance WHERE workspace_id = $1 AND line_item_id = ANY ($2)) k
     FULL JOIN (SELECT * FROM finding_note WHERE workspace_id = $1 AND line_item_id = ANY ($2)) n
       ON n.line_item_id = k.line_item_id`,
    [workspaceId, lineItemIds],
  );
  return new Map(rows.map((row) => [row.line_item_id, fromRow(row)]));
}

function fromRow(row: FindingRow): FindingDecisions {
  return {
    line_item_id: row.line_item_id,
    acceptance:
      row.reason === null
        ? null
        : {
            reason: row.reason,
            until: row.until,
            variance: Number(row.variance),
            by: row.accepted_by ?? '',
            at: row.accepted_at?.toISOString() ?? '',
            reopenedAt: row.reopened_at?.toISOString() ?? null,
            reopenedBecause: row.reopened_because,
          },
    note:
      row.text === null
        ? null
        : {
            text: row.text,
            assigneeId: row.assignee_id,
            by: row.written_by ?? '',
            at: row.written_at?.toISOString() ?? '',
          },
  };
}
