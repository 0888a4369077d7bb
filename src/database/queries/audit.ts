import type { Queryable } from '../connect.ts';

/** Who did something: a member, an API key, or Tieout itself. */
export type Actor = { kind: 'person' | 'key' | 'system'; id: string | null; name: string };

/** Tieout acting by itself, after a sync or on schedule. */
export const SYSTEM: Actor = { kind: 'system', id: null, name: 'Tieout' };

export type AuditEntry = {
  /** What was done, `thing.verb`: `mapping.update`. */
  action: string;
  subjectKind: string;
  subjectId: string | null;
  before?: unknown;
  after?: unknown;
};

/** Appends entries to the workspace's audit log; call it inside the transaction that makes the change. */
export async function recordAudit(
  db: Queryable,
  workspaceId: string,
  actor: Actor,
  entries: AuditEntry[],
): Promise<void> {
  if (entries.length === 0) {
    return;
  }
  await db.query(
    `INSERT INTO audit_log (workspace_id, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, before, after)
     SELECT $1, $2, $3, $4, entry.action, entry.subject_kind, entry.subject_id, entry.before, entry.after
     FROM jsonb_to_recordset($5) AS entry (action text, subject_kind text, subject_id text, before jsonb, after jsonb)`,
    [workspaceId, actor.kind, actor.id, actor.name, JSON.stringify(entries.map(toRow))],
  );
}

function toRow(entry: AuditEntry) {
  return {
    action: entry.action,
    subject_kind: entry.subjectKind,
    subject_id: entry.subjectId,
    before: entry.before ?? null,
    after: entry.after ?? null,
  };
}
