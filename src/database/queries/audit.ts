import type { Queryable } from '../connect.ts';
import { loadNamesWithin, type NamedId } from './audit-names.ts';
import { decodeCursor, type Page, type PageRequest, toPage } from './page.ts';

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

export type AuditFilter = {
  subjectKind?: string | undefined;
  subjectId?: string | undefined;
  actorId?: string | undefined;
  /** Calendar days, UTC, both included. */
  from?: string | undefined;
  to?: string | undefined;
};

type AuditRow = {
  id: number;
  at: Date;
  actor_kind: Actor['kind'];
  actor_id: string | null;
  actor_name: string;
  action: string;
  subject_kind: string;
  subject_id: string | null;
  subject_name: string | null;
  before: unknown;
  after: unknown;
};

/** What the subject of an entry is called now; of what is gone, what it was called then. */
const SUBJECT_NAME = `coalesce(CASE e.subject_kind
  WHEN 'line_item' THEN (SELECT concat_ws(' · ', l.product_name, o.name) FROM line_item l
    JOIN agreement a ON a.workspace_id = l.workspace_id AND a.integration_id = l.integration_id
      AND a.external_id = l.agreement_external_id
    LEFT JOIN company c ON c.workspace_id = a.workspace_id AND c.integration_id = a.integration_id
      AND c.external_id = a.company_external_id
    LEFT JOIN organization o ON o.workspace_id = c.workspace_id AND o.id = c.organization_id
    WHERE l.workspace_id = e.workspace_id AND l.id = e.subject_id)
  WHEN 'company' THEN (SELECT name FROM company WHERE workspace_id = e.workspace_id AND id = e.subject_id)
  WHEN 'organization' THEN (SELECT name FROM organization WHERE workspace_id = e.workspace_id AND id = e.subject_id)
  WHEN 'integration' THEN (SELECT name FROM integration WHERE workspace_id = e.workspace_id AND id = e.subject_id)
  WHEN 'rule' THEN coalesce(e.after ->> 'productName', e.after ->> 'namePattern', e.before ->> 'productName',
    e.before ->> 'namePattern')
  WHEN 'workspace' THEN (SELECT name FROM workspace WHERE workspace_id = e.workspace_id)
  END, e.after ->> 'name', e.before ->> 'name', e.after ->> 'email', e.before ->> 'email')`;

/** What was done in a workspace, latest first. */
export async function listAudit(
  db: Queryable,
  workspaceId: string,
  filter: AuditFilter,
  request: PageRequest,
): Promise<Page<ReturnType<typeof presentEntry>>> {
  const cursor = decodeCursor(request.cursor, 1);
  const where = `workspace_id = $1 AND ($2::text IS NULL OR subject_kind = $2) AND ($3::text IS NULL OR subject_id = $3)
    AND ($4::text IS NULL OR actor_id = $4) AND ($5::date IS NULL OR at >= $5::date AT TIME ZONE 'UTC')
    AND ($6::date IS NULL OR at < ($6::date + 1) AT TIME ZONE 'UTC')`;
  const { subjectKind = null, subjectId = null, actorId = null, from = null, to = null } = filter;
  const values = [workspaceId, subjectKind, subjectId, actorId, from, to];
  const { rows } = await db.query<AuditRow>(
    `SELECT id, at, actor_kind, actor_id, actor_name, action, subject_kind, subject_id, ${SUBJECT_NAME} AS subject_name,
       before, after
     FROM audit_log e WHERE ${where} AND ($7::bigint IS NULL OR id < $7) ORDER BY id DESC LIMIT $8`,
    [...values, cursor?.[0] ?? null, request.limit + 1],
  );
  const { rows: totals } = await db.query<{ total: number }>(
    `SELECT count(*) AS total FROM audit_log WHERE ${where}`,
    values,
  );
  const namesIn = await loadNamesWithin(
    db,
    workspaceId,
    rows.flatMap(({ before, after }) => [before, after]),
  );
  return toPage(
    rows,
    request,
    totals[0]?.total ?? 0,
    (row) => [row.id],
    (row) => presentEntry(row, namesIn([row.before, row.after])),
  );
}

function presentEntry(row: AuditRow, names: NamedId[]) {
  return {
    id: String(row.id),
    at: row.at.toISOString(),
    actor: { kind: row.actor_kind, id: row.actor_id, name: row.actor_name },
    action: row.action,
    subject: { kind: row.subject_kind, id: row.subject_id, name: row.subject_name },
    before: row.before,
    after: row.after,
    names,
  };
}
