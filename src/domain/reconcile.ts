import { judgeAcceptance } from './acceptance.ts';
import {
  type Adjusted,
  applyAdjustments,
  extendedAmountOf,
  isAdjustment,
  linkRefusal,
} from './adjustments.ts';
import { type Compared, compare } from './compare.ts';
import { explainComparison, explainMatch, explainUnknown } from './explain.ts';
import type { LineItem, Tolerance } from './line-item.ts';
import { type StateOfLine, stateOf } from './line-state.ts';
import type { Measure } from './measure.ts';
import { type Decimal, ONE } from './money.ts';
import { impactOf, monthlyAmountOf, monthlyAmountOfAdjustment } from './pricing.ts';
import { allocate, groupBySharedCount, inOrderOfAllocation } from './shared-counts.ts';
import type { ResultStatus, UnknownReason } from './status.ts';

/** What a measure gives for one organization: a number, or the reason why there is none. Unknown is never 0. */
export type CountOutcome = { isKnown: true; total: Decimal } | { isKnown: false; reason: UnknownReason };

/** The share of the billing a line's monthly amount belongs to (domain.md section 6). */
export type Bucket = 'checked' | 'unmapped' | 'unknown' | 'notCompared' | 'ignored';

/** Why a row is unknown, not compared, or matched though its variance is not 0. */
export type ResultReason = {
  code: UnknownReason | 'minimum' | 'tolerance' | 'spare' | 'no_comparison';
  text: string;
};

/** The comparison of a mapped line. Without a known count it has no counted, variance, needed and impact. */
export type Comparison = {
  status: ResultStatus;
  reason: ResultReason | null;
  counted: Decimal | null;
  unitsPerLine: Decimal;
  billedUnits: Decimal;
  variance: Decimal | null;
  needed: Decimal | null;
  /** A month, rounded to the minor unit; null also where the billing cycle is not understood. */
  impact: Decimal | null;
  /** Ids of the other lines that share its count. */
  sharedWith: string[];
  /** The arithmetic in one line. */
  explanation: string;
  /** Why an acceptance no longer holds; null: there is none, or it holds. */
  reopened: string | null;
};

/** What a run says of one line. */
export type LineResult = StateOfLine & {
  line: LineItem;
  /** After linked credits. */
  quantity: Decimal;
  /** null: its billing cycle is not understood. A linked adjustment's own is part of its parent's, and in no bucket. */
  monthlyAmount: Decimal | null;
  /** null: it is not active, or part of its parent. */
  bucket: Bucket | null;
  /** null: it is not mapped. */
  comparison: Comparison | null;
};

export type ReconcileInput = {
  /** Every line item of one organization, in any order. */
  lines: readonly LineItem[];
  /** The calendar day in the workspace's time zone. */
  today: string;
  /** The workspace's. */
  tolerance: Tolerance | null;
  /** The organization's count of a measure. */
  countOf: (measure: Measure, measureKey: string) => CountOutcome;
};

type Prepared = {
  line: LineItem;
  state: StateOfLine;
  adjusted: Adjusted;
  /** Why a linked adjustment is not taken off its line; null: it is, or it is none. */
  apart: string | null;
};

/**
 * Reconciles one organization: the state of every line, and the comparison of every mapped one.
 * The same input in any order gives the same results.
 */
export function reconcileOrganization(input: ReconcileInput): LineResult[] {
  const prepared = prepare(input);
  const mapped = prepared.filter(({ state }) => state.state === 'mapped');
  const comparisons = new Map<string, Comparison>();
  for (const group of groupBySharedCount(mapped)) {
    compareGroup(inOrderOfAllocation(group), input, comparisons);
  }
  return prepared.map((one) => toResult(one, comparisons.get(one.line.id) ?? null));
}

function prepare({ lines, today }: ReconcileInput): Prepared[] {
  const stated = lines.map((line) => ({ line, state: stateOf(line, today) }));
  const byId = new Map(stated.map((one) => [one.line.id, one]));
  const all = stated.map((one) => ({ ...one, apart: apartReason(one, byId) }));
  const linked = Map.groupBy(
    all.filter(({ state, apart }) => state.state === 'linked' && apart === null).map(({ line }) => line),
    (line) => line.decision.link?.parentLineItemId,
  );
  return all.map((one) => ({ ...one, adjusted: applyAdjustments(one.line, linked.get(one.line.id) ?? []) }));
}

type Stated = Pick<Prepared, 'line' | 'state'>;

/**
 * Why a linked adjustment is not taken off its line: the line is not active, or the PSA has changed one of the two so
 * that the link would be refused today.
 */
function apartReason({ line, state }: Stated, byId: ReadonlyMap<string, Stated>): string | null {
  if (state.state !== 'linked') {
    return null;
  }
  const parent = byId.get(line.decision.link?.parentLineItemId ?? '');
  return parent === undefined || !isActive(parent.state)
    ? 'the line it adjusts is not active'
    : linkRefusal(line, parent.line);
}

function compareGroup(
  group: readonly Prepared[],
  input: ReconcileInput,
  into: Map<string, Comparison>,
): void {
  const { measure = null, measureKey = null } = group[0]?.line.mapping ?? {};
  if (measure === null || measureKey === null) {
    for (const one of group) {
      into.set(one.line.id, notCompared(one));
    }
    return;
  }
  const ids = group.map(({ line }) => line.id);
  for (const [id, comparison] of compareWithCount(group, input.countOf(measure, measureKey), input)) {
    into.set(id, { ...comparison, sharedWith: ids.filter((other) => other !== id) });
  }
}

/** Lines that share a count are known or unknown together. */
function compareWithCount(
  group: readonly Prepared[],
  outcome: CountOutcome,
  input: ReconcileInput,
): [string, Comparison][] {
  if (!outcome.isKnown) {
    return group.map((one) => [one.line.id, unknown(one, outcome.reason)]);
  }
  const billed = group.map((one) => ({ ...one, billedUnits: billedUnitsOf(one) }));
  return allocate(outcome.total, billed).map((one) => [one.line.id, compareLine(one, one.counted, input)]);
}

function unitsPerLineOf({ line }: Prepared): Decimal {
  return line.mapping?.unitsPerLine ?? ONE;
}

function billedUnitsOf(one: Prepared): Decimal {
  const unitsPerLine = unitsPerLineOf(one);
  return unitsPerLine.equals(ONE) ? one.adjusted.quantity : one.adjusted.quantity.times(unitsPerLine);
}

function compareLine(
  one: Prepared,
  counted: Decimal,
  { tolerance, today }: Pick<ReconcileInput, 'tolerance' | 'today'>,
): Comparison {
  const { line, adjusted } = one;
  const unitsPerLine = unitsPerLineOf(one);
  const compared = compare({
    quantity: adjusted.quantity,
    unitsPerLine,
    minimum: line.mapping?.minimum ?? line.minimumQuantity,
    counted,
    tolerance: line.mapping?.tolerance ?? tolerance,
  });
  const { acceptance } = line.decision;
  const accepted = acceptance === null ? null : judgeAcceptance(acceptance, compared, today);
  const impact = impactOf(line, adjusted, compared.needed);
  return {
    status: accepted?.holds && compared.status !== 'matched' ? 'accepted' : compared.status,
    reason: reasonOf(compared),
    reopened: accepted === null || accepted.holds ? null : accepted.because,
    counted,
    unitsPerLine,
    billedUnits: compared.billedUnits,
    variance: compared.variance,
    needed: compared.needed,
    impact,
    sharedWith: [],
    explanation: explainComparison({ line, adjusted, unitsPerLine, counted, compared, impact }),
  };
}

function reasonOf(compared: Compared): ResultReason | null {
  return compared.because === null ? null : { code: compared.because, text: explainMatch(compared) };
}

function unknown(one: Prepared, reason: UnknownReason): Comparison {
  return {
    ...blank(one),
    status: 'unknown',
    reason: { code: reason, text: explainUnknown(reason) },
    explanation: `Unknown: ${explainUnknown(reason)}`,
  };
}

function notCompared(one: Prepared): Comparison {
  const text = 'Set by a person to be compared with nothing.';
  return {
    ...blank(one),
    status: 'not_compared',
    reason: { code: 'no_comparison', text },
    explanation: text,
  };
}

function blank(one: Prepared): Omit<Comparison, 'status' | 'reason' | 'explanation'> {
  return {
    counted: null,
    unitsPerLine: unitsPerLineOf(one),
    billedUnits: billedUnitsOf(one),
    variance: null,
    needed: null,
    impact: null,
    sharedWith: [],
    reopened: null,
  };
}

function isActive({ state }: StateOfLine): boolean {
  return state !== 'deleted' && state !== 'ended' && state !== 'upcoming';
}

function toResult({ line, state, adjusted, apart }: Prepared, comparison: Comparison | null): LineResult {
  const bucket = apart === null ? bucketOf(state, comparison) : 'notCompared';
  return {
    ...state,
    reason: apart ?? state.reason,
    line,
    quantity: adjusted.quantity,
    monthlyAmount: isAdjustment(line)
      ? monthlyAmountOfAdjustment(line, extendedAmountOf(line))
      : monthlyAmountOf(line, adjusted),
    bucket,
    comparison,
  };
}

/** A linked adjustment is part of its parent's amount. */
function bucketOf({ state }: StateOfLine, comparison: Comparison | null): Bucket | null {
  switch (state) {
    case 'deleted':
    case 'ended':
    case 'upcoming':
    case 'linked':
      return null;
    case 'ignored':
      return 'ignored';
    case 'unmappable':
      return 'notCompared';
    case 'unmapped':
      return 'unmapped';
    case 'mapped':
      return bucketOfStatus(comparison?.status ?? 'not_compared');
  }
}

function bucketOfStatus(status: ResultStatus): Bucket {
  if (status === 'unknown') {
    return 'unknown';
  }
  return status === 'not_compared' ? 'notCompared' : 'checked';
}
