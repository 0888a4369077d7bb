import type { PoolClient } from 'pg';
import type { Database, Queryable } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import {
  deleteAcceptance,
  deleteNote,
  isMember,
  writeAcceptance,
  writeNote,
} from '../database/queries/findings.ts';
import { getStoredResult, type StoredResult } from '../database/queries/results.ts';
import { lockRuns } from '../database/queries/runs.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import { dayIn } from '../domain/days.ts';
import { notFound, Problem } from '../problem.ts';
import { runWithin } from './run.ts';

type Subject = { workspaceId: string; actor: Actor; lineItemId: string };

/**
 * Accepts a line's present variance; the result reads `accepted` before this returns.
 * @param until the last accepted day; null: until the variance changes.
 * @throws Problem not-found; refused where there is no discrepancy to accept, or the day is past.
 */
export async function acceptVariance(
  db: Database,
  subject: Subject,
  { reason, until }: { reason: string; until: string | null },
): Promise<void> {
  const { workspaceId, lineItemId, actor } = subject;
  await db.transaction(async (client) => {
    // Before the acceptance, which a run under way may reopen.
    await lockRuns(client, workspaceId);
    const result = await requireResult(client, subject);
    const isOpen =
      result.status === 'under_billed' || result.status === 'over_billed' || result.status === 'accepted';
    if (!isOpen || result.variance === null) {
      throw new Problem(
        'refused',
        'Only a line that is under-billed or over-billed has a variance to accept.',
      );
    }
    const workspace = await getWorkspace(client, workspaceId);
    if (until !== null && until < dayIn(workspace?.timeZone ?? 'UTC', new Date())) {
      throw new Problem('refused', 'The last accepted day is past. Choose today or later, or no day.', [
        { path: 'until', message: 'is past' },
      ]);
    }
    await writeAcceptance(client, workspaceId, lineItemId, {
      reason,
      until,
      variance: result.variance,
      by: actor.name,
    });
    await audit(client, subject, 'variance.accept', { reason, until, variance: result.variance });
    await rerun(client, subject, result);
  });
}

/** Takes an acceptance back. @throws Problem not-found. */
export async function withdrawAcceptance(db: Database, subject: Subject): Promise<void> {
  await db.transaction(async (client) => {
    await lockRuns(client, subject.workspaceId);
    const result = await requireResult(client, subject);
    await deleteAcceptance(client, subject.workspaceId, subject.lineItemId);
    await audit(client, subject, 'variance.reopen', null);
    await rerun(client, subject, result);
  });
}

/** Writes the note on a finding and who looks after it. @throws Problem not-found, also for someone who is no member. */
export async function noteFinding(
  db: Database,
  subject: Subject,
  { text, assigneeId }: { text: string; assigneeId: string | null },
): Promise<void> {
  const { workspaceId, lineItemId, actor } = subject;
  await db.transaction(async (client) => {
    await requireResult(client, subject);
    if (assigneeId !== null && !(await isMember(client, workspaceId, assigneeId))) {
      throw notFound('a member');
    }
    await writeNote(client, workspaceId, lineItemId, { text, assigneeId, by: actor.name });
    await audit(client, subject, 'finding.note', { text, assigneeId });
  });
}

/** @throws Problem not-found. */
export async function removeNote(db: Database, subject: Subject): Promise<void> {
  await db.transaction(async (client) => {
    await requireResult(client, subject);
    await deleteNote(client, subject.workspaceId, subject.lineItemId);
    await audit(client, subject, 'finding.note', null);
  });
}

async function requireResult(client: Queryable, { workspaceId, lineItemId }: Subject): Promise<StoredResult> {
  const result = await getStoredResult(client, workspaceId, lineItemId);
  if (result === null || result.status === null) {
    throw notFound('a result');
  }
  return result;
}

async function rerun(client: PoolClient, { workspaceId }: Subject, result: StoredResult): Promise<void> {
  const organizationIds = result.organization_id === null ? [] : [result.organization_id];
  await runWithin(client, { workspaceId, trigger: 'acceptance', organizationIds });
}

async function audit(client: Queryable, subject: Subject, action: string, after: unknown): Promise<void> {
  const entry = { action, subjectKind: 'line_item', subjectId: subject.lineItemId, after };
  await recordAudit(client, subject.workspaceId, subject.actor, [entry]);
}
