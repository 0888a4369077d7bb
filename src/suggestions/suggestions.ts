import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import type { Actor } from '../database/queries/audit.ts';
import { getLineItem, type LineItemRow, listLineItems } from '../database/queries/line-items.ts';
import { listLines } from '../database/queries/lines-for-run.ts';
import { loadNames } from '../database/queries/names.ts';
import type { Page, PageRequest } from '../database/queries/page.ts';
import type { ResultFilter } from '../database/queries/result-filter.ts';
import { loadSources } from '../database/queries/sources.ts';
import type { LineItem } from '../domain/line-item.ts';
import { suggestParents } from '../domain/suggest/adjustment-parent.ts';
import type { ProductSuggestion } from '../domain/suggest/types.ts';
import { mappingBodySchema } from '../http/schemas/line-items.ts';
import { type Act, decide } from '../line-items/decide.ts';
import { isAdjustmentRow } from '../line-items/present.ts';
import { notFound, Problem } from '../problem.ts';
import type { SuggestionModels } from './models.ts';
import { type Names, type PresentedSuggestion, presentParent, presentSuggestion } from './present.ts';

export type SuggestionContext = {
  db: Database;
  connectors: ReadonlyMap<string, Connector>;
  models: SuggestionModels;
};

/** A page of unmapped lines, each with what to do about it. */
export async function listSuggestions(
  context: SuggestionContext,
  workspaceId: string,
  filter: ResultFilter,
  page: PageRequest,
): Promise<Page<PresentedSuggestion>> {
  const { db } = context;
  const found = await listLineItems(db.pool, workspaceId, { ...filter, states: ['unmapped'] }, page);
  return { ...found, items: await suggestFor(context, workspaceId, found.items) };
}

/**
 * Does what is suggested for some lines, in the name of a person: maps, ignores or links them, all or none.
 * @returns how many lines were changed.
 * @throws Problem refused, naming each line that nothing is suggested for; not-found.
 */
export async function acceptSuggestions(
  context: SuggestionContext,
  workspaceId: string,
  actor: Actor,
  lineItemIds: readonly string[],
): Promise<number> {
  const rows: LineItemRow[] = [];
  for (const id of new Set(lineItemIds)) {
    const row = await getLineItem(context.db.pool, workspaceId, id);
    if (row === null) throw notFound('a line item');
    rows.push(row);
  }
  const refusals: { path: string; message: string }[] = [];
  const acts: Act[] = [];
  for (const suggestion of await suggestFor(context, workspaceId, rows)) {
    const row = rows.find(({ id }) => id === suggestion.lineItemId);
    const act = row?.state === 'unmapped' ? toAct(suggestion) : null;
    if (act === null) {
      const path = `lineItemIds.${lineItemIds.indexOf(suggestion.lineItemId)}`;
      const message =
        row?.state === 'unmapped'
          ? 'Nothing is suggested for this line.'
          : 'The line is not unmapped any more.';
      refusals.push({ path, message });
    } else acts.push(act);
  }
  if (refusals.length > 0) {
    const detail = `Nothing was changed: ${refusals.length} of ${rows.length} lines were refused. ${refusals[0]?.message}`;
    throw new Problem('refused', detail, refusals);
  }
  await decide(context, workspaceId, actor, acts);
  return acts.length;
}

function toAct(suggestion: PresentedSuggestion): Act | null {
  const { lineItemId, action, mapping, parentLineItemId, effect, reasons } = suggestion;
  if (action === 'map' && mapping !== null) {
    const { integrationId, metric, filter, unitsPerLine, origin } = mapping;
    const body = mappingBodySchema.parse({ integrationId, metric, filter, unitsPerLine, origin });
    return { kind: 'map', lineItemId, mapping: body };
  }
  if (action === 'ignore')
    return { kind: 'ignore', lineItemId, reason: `Suggested: ${reasons.join('; ')}`.slice(0, 500) };
  return action === 'link' && parentLineItemId !== null
    ? { kind: 'link', lineItemId, parentLineItemId, effect }
    : null;
}

async function suggestFor(
  context: SuggestionContext,
  workspaceId: string,
  rows: readonly LineItemRow[],
): Promise<PresentedSuggestion[]> {
  const model = await context.models.get(workspaceId);
  const suggested = new Map(
    rows.map((row) => [row, isAdjustmentRow(row) ? null : (model.suggest(row.id) ?? NONE)]),
  );
  const names = await namesOf(context.db, workspaceId, [...suggested.values()]);
  const linesOf = await neighbours(context.db, workspaceId, rows.filter(isAdjustmentRow));
  return [...suggested].map(([row, suggestion]) =>
    suggestion === null
      ? presentParent(row, parentsOf(row, linesOf.get(row.organization_id) ?? []))
      : presentSuggestion(row, suggestion, names),
  );
}

const NONE: ProductSuggestion = { action: 'none', confidence: 0, reasons: [], candidates: [] };

function parentsOf(row: LineItemRow, lines: readonly LineItem[]) {
  const adjustment = lines.find(({ id }) => id === row.id);
  return adjustment === undefined ? [] : suggestParents(adjustment, lines);
}

/** The lines of the clients of some adjustments, in effect or not; a link to one that is not would say nothing. */
async function neighbours(
  db: Database,
  workspaceId: string,
  adjustments: readonly LineItemRow[],
): Promise<Map<string | null, LineItem[]>> {
  const organizationIds = [...new Set(adjustments.map((row) => row.organization_id))];
  if (organizationIds.length === 0) return new Map();
  const lines = await db.transaction((client) => listLines(client, workspaceId, organizationIds));
  return Map.groupBy(lines, ({ organizationId }) => organizationId);
}

async function namesOf(
  db: Database,
  workspaceId: string,
  suggestions: readonly (ProductSuggestion | null)[],
): Promise<Names> {
  const ids = suggestions.flatMap((suggestion) =>
    (suggestion?.candidates ?? []).flatMap(({ measure: { filter } }) =>
      'skuIds' in filter ? filter.skuIds : 'productIds' in filter ? filter.productIds : [],
    ),
  );
  const names = await loadNames(db.pool, workspaceId, [...new Set(ids)]);
  const sources = await loadSources(db.pool, workspaceId);
  return {
    nameOf: (integrationId, id) => names.get(`${integrationId}\n${id}`) ?? id,
    sourceName: (integrationId) => sources.get(integrationId)?.name ?? integrationId,
  };
}
