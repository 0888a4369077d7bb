import type { PoolClient } from 'pg';
import type { Connector } from '../connectors/connector.ts';
import type { Database, Queryable } from '../database/connect.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import { type DecisionChange, writeDecision } from '../database/queries/decisions.ts';
import { getLineItem, type LineItemRow } from '../database/queries/line-items.ts';
import { listLines } from '../database/queries/lines-for-run.ts';
import { deleteMapping, type MappingOrigin, writeMapping } from '../database/queries/mappings.ts';
import { lockRuns } from '../database/queries/runs.ts';
import { loadSources } from '../database/queries/sources.ts';
import { linkRefusal, proposedEffect } from '../domain/adjustments.ts';
import type { LineItem, LinkEffect } from '../domain/line-item.ts';
import { notFound, Problem } from '../problem.ts';
import { runWithin } from '../reconciliation/run.ts';
import { type MappingBody, toMapping } from './mapping-rules.ts';

/** Something a person decides about one line. */
export type Act =
  | { kind: 'map'; lineItemId: string; mapping: MappingBody }
  | { kind: 'unmap'; lineItemId: string }
  | { kind: 'unignore' | 'delete' | 'restore' | 'unlink'; lineItemId: string }
  | { kind: 'ignore'; lineItemId: string; reason: string | null }
  | { kind: 'link'; lineItemId: string; parentLineItemId: string; effect: LinkEffect | null };

/** The acts that are kept in line_decision. */
type DecisionAct =
  | { kind: 'unignore' | 'delete' | 'restore' | 'unlink'; lineItemId: string }
  | Extract<Act, { kind: 'ignore' | 'link' }>;

export type ActContext = { db: Database; connectors: ReadonlyMap<string, Connector> };

/**
 * Carries acts out, all or none, with the audit log and the results they lead to in one transaction.
 * @throws Problem refused or not-found; for several acts with `errors` naming each by its place ("items.3").
 */
export async function decide(
  { db, connectors }: ActContext,
  workspaceId: string,
  actor: Actor,
  acts: readonly Act[],
): Promise<void> {
  await db.transaction(async (client) => {
    // Before any mapping: the rules of a run under way write mappings too.
    await lockRuns(client, workspaceId);
    const touched = new Set<string>();
    const refusals: { path: string; message: string }[] = [];
    for (const [index, act] of acts.entries()) {
      try {
        for (const organizationId of await carryOut(client, connectors, workspaceId, actor, act)) {
          touched.add(organizationId);
        }
      } catch (error) {
        if (!(error instanceof Problem) || acts.length === 1) {
          throw error;
        }
        refusals.push({ path: `items.${index}`, message: error.message });
      }
    }
    if (refusals.length > 0) {
      const detail = `Nothing was changed: ${refusals.length} of ${acts.length} lines were refused. ${refusals[0]?.message}`;
      throw new Problem('refused', detail, refusals);
    }
    await runWithin(client, {
      workspaceId,
      trigger: acts[0]?.kind ?? 'decision',
      organizationIds: [...touched],
    });
  });
}

/** @returns the organizations whose results may change. */
async function carryOut(
  client: PoolClient,
  connectors: ReadonlyMap<string, Connector>,
  workspaceId: string,
  actor: Actor,
  act: Act,
): Promise<string[]> {
  const line = await requireLine(client, workspaceId, act.lineItemId);
  if (act.kind === 'map') {
    const sources = { byId: await loadSources(client, workspaceId), connectors };
    const mapping = toMapping(act.mapping, line, sources);
    const origin: MappingOrigin = act.mapping.origin;
    await writeMapping(client, workspaceId, line.id, mapping, { origin, by: actor.name });
    await audit(client, workspaceId, actor, 'mapping.update', line, { ...act.mapping });
  } else if (act.kind === 'unmap') {
    await deleteMapping(client, workspaceId, line.id);
    // Or a rule would map the line again before the answer.
    await writeDecision(client, workspaceId, line.id, actor.name, { kind: 'keepUnmapped' });
    await audit(client, workspaceId, actor, 'mapping.delete', line, null);
  } else {
    const change = await toChange(client, workspaceId, line, act);
    await writeDecision(client, workspaceId, line.id, actor.name, change);
    await audit(client, workspaceId, actor, `line_item.${act.kind}`, line, change);
  }
  return line.organization_id === null ? [] : [line.organization_id];
}

async function requireLine(
  client: PoolClient,
  workspaceId: string,
  lineItemId: string,
): Promise<LineItemRow> {
  const line = await getLineItem(client, workspaceId, lineItemId);
  if (line === null) {
    throw notFound('a line item');
  }
  return line;
}

async function toChange(
  client: PoolClient,
  workspaceId: string,
  line: LineItemRow,
  act: DecisionAct,
): Promise<DecisionChange> {
  if (act.kind === 'ignore') {
    return { kind: 'ignore', reason: act.reason };
  }
  if (act.kind === 'link') {
    return linkChange(client, workspaceId, line, act.parentLineItemId, act.effect);
  }
  const { kind } = act;
  return { kind };
}

async function linkChange(
  client: PoolClient,
  workspaceId: string,
  row: LineItemRow,
  parentLineItemId: string,
  effect: LinkEffect | null,
): Promise<DecisionChange> {
  const parentRow = await requireLine(client, workspaceId, parentLineItemId);
  const lines = await listLines(client, workspaceId, [row.organization_id, parentRow.organization_id]);
  const find = (id: string): LineItem => {
    const found = lines.find((line) => line.id === id);
    if (found === undefined) {
      throw notFound('a line item');
    }
    return found;
  };
  const [adjustment, parent] = [find(row.id), find(parentLineItemId)];
  const refusal = linkRefusal(adjustment, parent);
  if (refusal !== null) {
    throw new Problem('refused', refusal);
  }
  return { kind: 'link', parentLineItemId, effect: effect ?? proposedEffect(adjustment, parent) };
}

async function audit(
  client: Queryable,
  workspaceId: string,
  actor: Actor,
  action: string,
  line: LineItemRow,
  after: unknown,
): Promise<void> {
  const before = {
    state: line.state,
    mapping: line.has_mapping
      ? {
          integrationId: line.mapped_integration_id,
          metric: line.metric,
          filter: line.filter,
          unitsPerLine: line.units_per_line,
        }
      : null,
    ignoreReason: line.ignore_reason,
    linkedTo: line.parent_line_item_id,
  };
  await recordAudit(client, workspaceId, actor, [
    { action, subjectKind: 'line_item', subjectId: line.id, before, after },
  ]);
}
