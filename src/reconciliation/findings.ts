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

type Person = { workspaceId: string; actor: Actor };
type Subject = Person & { lineItemId: string };

/** Accept the present variance of a line (`until` is the last accepted day; null: until it changes), or take that back. */
export type FindingDecision =
  | { action: 'accept'; lineItemId: string; reason: string; until: string | null }
  | { action: 'reopen'; lineItemId: string };

/**
 * Decides about findings, all or none; the results read so before this returns.
 * @param decisions each of another line.
 * @throws Problem not-found; refused where there is no discrepancy to accept, or the day is past.
 */
export async function decideFindings(
  db: Database,
  person: Person,
  decisions: readonly FindingDecision[],
): Promise<void> {
  const { workspaceId } = person;
  await db.transaction(async (client) => {
    // Before the acceptances, which a run under way may reopen.
    await lockRuns(client, workspaceId);
    const workspace = await getWorkspace(client, workspaceId);
    const today = dayIn(workspace?.timeZone ?? 'UTC', new Date());
    const organizationIds = new Set<string>();
    for (const decision of decisions) {
      const subject = { ...person, lineItemId: decision.lineItemId };
      const result = await requireResult(client, subject);
      if (decision.action === 'accept') {
        await accept(client, subject, result, decision, today);
      } else {
        await deleteAcceptance(client, workspaceId, decision.lineItemId);
        await audit(client, subject, 'variance.reopen', null);
      }
      if (result.organization_id !== null) {
        organizationIds.add(result.organization_id);
      }
    }
    await runWithin(client, { workspaceId, trigger: 'acceptance', organizationIds: [...organizationIds] });
  });
}

async function accept(
  client: PoolClient,
  subject: Subject,
  { status, variance }: StoredResult,
  { reason, until }: { reason: string; until: string | null },
  today: string,
): Promise<void> {
  const isOpen = status === 'under_billed' || status === 'over_billed' || status === 'accepted';
  if (!isOpen || variance === null) {
    throw new Problem('refused', 'Only a line that is under-billed or over-billed has a variance to accept.');
  }
  if (until !== null && until < today) {
    throw new Problem('refused', 'The last accepted day is past. Choose today or later, or no day.', [
      { path: 'until', message: 'is past' },
    ]);
  }
  const by = subject.actor.name;
  await writeAcceptance(client, subject.workspaceId, subject.lineItemId, { reason, until, variance, by });
  await audit(client, subject, 'variance.accept', { reason, until, variance });
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

async function audit(client: Queryable, subject: Subject, action: string, after: unknown): Promise<void> {
  const entry = { action, subjectKind: 'line_item', subjectId: subject.lineItemId, after };
  await recordAudit(client, subject.workspaceId, subject.actor, [entry]);
}
