import type { z } from 'zod';
import type { LineItemRow } from '../database/queries/line-items.ts';
import type { Measure } from '../domain/measure.ts';
import type { ParentSuggestion } from '../domain/suggest/adjustment-parent.ts';
import { describeReason } from '../domain/suggest/reasons.ts';
import type { Candidate, ProductSuggestion, Reason } from '../domain/suggest/types.ts';
import { describeFilter } from '../domain/words.ts';
import type { suggestionSchema } from '../http/schemas/suggestions.ts';
import type { NameOf } from '../line-items/present.ts';

export type PresentedSuggestion = z.output<typeof suggestionSchema>;

/** @param sourceName the workspace's name of an integration */
export type Names = { nameOf: NameOf; sourceName: (integrationId: string) => string };

/** A suggestion to map or ignore a line, in the API's shape. */
export function presentSuggestion(
  row: LineItemRow,
  suggestion: ProductSuggestion,
  names: Names,
): PresentedSuggestion {
  const { action, confidence, reasons, candidates } = suggestion;
  const isMap = action === 'map';
  const [best] = candidates;
  const chosen = isMap ? best : undefined;
  return {
    ...blank(row),
    action,
    mapping: chosen === undefined ? null : presentMapping(row, chosen, names),
    confidence,
    reasons: inWords(reasons, chosen?.measure ?? null, names),
    alternatives: candidates
      .slice(isMap ? 1 : 0)
      .map((candidate) => presentAlternative(row, candidate, names)),
  };
}

/** A suggestion to link an adjustment to the line it adjusts, in the API's shape. */
export function presentParent(
  row: LineItemRow,
  [best, ...others]: readonly ParentSuggestion[],
): PresentedSuggestion {
  return {
    ...blank(row),
    action: best === undefined ? 'none' : 'link',
    parentLineItemId: best?.parentLineItemId ?? null,
    effect: best?.effect ?? null,
    confidence: best?.confidence ?? 0,
    reasons: [...(best?.reasons ?? [])],
    alternatives: others.map(({ parentLineItemId, effect, confidence, reasons }) => ({
      mapping: null,
      parentLineItemId,
      effect,
      confidence,
      reasons: [...reasons],
    })),
  };
}

function blank(row: LineItemRow): PresentedSuggestion {
  return {
    lineItemId: row.id,
    productName: row.product_name,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    action: 'none',
    mapping: null,
    parentLineItemId: null,
    effect: null,
    confidence: 0,
    reasons: [],
    alternatives: [],
  };
}

function presentAlternative(
  row: LineItemRow,
  candidate: Candidate,
  names: Names,
): PresentedSuggestion['alternatives'][number] {
  return {
    mapping: presentMapping(row, candidate, names),
    parentLineItemId: null,
    effect: null,
    confidence: candidate.confidence,
    reasons: inWords(candidate.reasons, candidate.measure, names),
  };
}

function presentMapping(
  row: LineItemRow,
  { measure, unitsPerLine }: Candidate,
  names: Names,
): NonNullable<PresentedSuggestion['mapping']> {
  return {
    mode: row.quantity_source,
    integrationId: measure.integrationId,
    metric: measure.metric,
    filter: measure.filter,
    filterText: filterText(measure, names),
    unitsPerLine,
    minimum: null,
    tolerance: null,
    origin: 'suggestion',
  };
}

function inWords(reasons: readonly Reason[], measure: Measure | null, names: Names): string[] {
  const text =
    measure === null ? '' : `${filterText(measure, names)} in ${names.sourceName(measure.integrationId)}`;
  return reasons.map((reason) => describeReason(reason, text));
}

function filterText(measure: Measure, { nameOf }: Names): string {
  return describeFilter(measure, (id) => nameOf(measure.integrationId, id));
}
