import type { z } from 'zod';
import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { getLineItem, type LineItemRow } from '../database/queries/line-items.ts';
import { listLines } from '../database/queries/lines-for-run.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import type { LineItem, Mapping } from '../domain/line-item.ts';
import type { previewSchema } from '../http/schemas/reconciliation.ts';
import { notFound, Problem } from '../problem.ts';
import { Counts, wantedBy } from '../reconciliation/counts.ts';
import { Evaluation } from '../reconciliation/evaluate.ts';
import { collectEvidence } from '../reconciliation/evidence.ts';
import { presentResult } from '../reconciliation/present.ts';
import { toRows } from '../reconciliation/rows.ts';
import { loadSourcesFor, type Sources } from '../reconciliation/sources.ts';
import { type MappingBody, toMapping } from './mapping-rules.ts';

const EVIDENCE_LIMIT = 200;

type Context = { db: Database; connectors: ReadonlyMap<string, Connector> };

/**
 * The result a mapping would have and the records behind it, unsaved: a run over the line's organization that stores
 * nothing. An ignored line is shown as if it were restored.
 * @throws Problem for what saving would refuse, and for a line that is not in effect.
 */
export async function previewMapping(
  { db, connectors }: Context,
  workspaceId: string,
  lineItemId: string,
  body: MappingBody,
): Promise<z.output<typeof previewSchema>> {
  const workspace = await getWorkspace(db.pool, workspaceId);
  const row = await getLineItem(db.pool, workspaceId, lineItemId);
  if (workspace === null || row === null) {
    throw notFound('a line item');
  }
  const scope = row.organization_id === null ? [] : [row.organization_id];
  const sources = await loadSourcesFor(db.pool, workspaceId, scope, workspace.staleAfterHours, new Date());
  const mapping = toMapping(body, row, { byId: sources.byId, connectors });
  const organizations = await db.transaction(async (client) => {
    const lines = await listLines(client, workspaceId, [row.organization_id]);
    const changed = lines.map((line) => (line.id === lineItemId ? withMapping(line, mapping) : line));
    const counts = new Counts(client, workspaceId, sources);
    await counts.add(wantedBy(changed), 'some');
    return new Evaluation(counts, workspace, sources).reconcile(changed);
  });
  for (const results of organizations) {
    const found = toRows(results).find((result) => result.line_item_id === lineItemId);
    if (found?.status === null) {
      throw new Problem(
        'refused',
        `This line is not in effect (${found.state_reason ?? found.state}), so there is nothing to compare.`,
      );
    }
    if (found !== undefined) {
      return {
        ...presentUnsaved(found, row, sources),
        evidence: await evidenceOf(db, workspaceId, sources, row, mapping),
      };
    }
  }
  throw notFound('a line item');
}

function withMapping(line: LineItem, mapping: Mapping): LineItem {
  return { ...line, mapping, decision: { ...line.decision, isDeleted: false, ignored: null } };
}

function presentUnsaved(found: ReturnType<typeof toRows>[number], row: LineItemRow, sources: Sources) {
  const named = {
    ...found,
    organization_name: row.organization_name,
    agreement_name: row.agreement_name,
    product_name: row.product_name,
    variance_since_run_id: null,
    variance_since: null,
  };
  return presentResult(named, (id) => (id === null ? null : (sources.byId.get(id)?.lastGoodSyncAt ?? null)));
}

async function evidenceOf(
  db: Database,
  workspaceId: string,
  sources: Sources,
  row: LineItemRow,
  mapping: Mapping,
) {
  if (mapping.measure === null) {
    return { counted: [], leftOut: [], countedTotal: 0, leftOutTotal: 0, nextCursor: null, changes: null };
  }
  const page = { limit: EVIDENCE_LIMIT };
  const { organization_id: organizationId } = row;
  return (await collectEvidence(db.pool, workspaceId, sources, organizationId, mapping.measure, page))
    .evidence;
}
