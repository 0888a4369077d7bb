import { isAdjustment } from './adjustments.ts';
import { matchesWildcards } from './counting/conditions.ts';
import type { LineItem, Mapping } from './line-item.ts';
import { stateOf, unmappableReason } from './line-state.ts';
import { metricsFor, modeReason } from './mapping.ts';
import { normalizeText } from './measure.ts';

/** Which lines a rule is about: those of a product, or those whose product's name matches a pattern of `*` and `?`. */
export type RuleMatch = { productKey: string; namePattern: null } | { productKey: null; namePattern: string };

/** One mapping for a product, applied to that product's lines now and later (domain.md section 9). */
export type ProductRule = RuleMatch & {
  id: string;
  /** null: of all organizations. */
  organizationIds: ReadonlySet<string> | null;
  mapping: Mapping;
  /** ISO 8601. */
  madeAt: string;
};

/**
 * Rules in order of precedence: for some organizations before for all; for a product before by a pattern; the pattern
 * with more letters first; then the older one.
 */
export function inOrderOfPrecedence<Rule extends ProductRule>(rules: readonly Rule[]): Rule[] {
  return [...rules].sort((a, b) => {
    const byScope = Number(a.organizationIds === null) - Number(b.organizationIds === null);
    const byKind = Number(a.productKey === null) - Number(b.productKey === null);
    const byLetters = lettersOf(b.namePattern) - lettersOf(a.namePattern);
    return byScope || byKind || byLetters || compare(a.madeAt, b.madeAt) || compare(a.id, b.id);
  });
}

function lettersOf(pattern: string | null): number {
  return (pattern ?? '').replace(/[*?]/g, '').length;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** The first rule that is about a line and may map it; null: none. @param rules in order of precedence */
export function ruleFor<Rule extends ProductRule>(line: LineItem, rules: readonly Rule[]): Rule | null {
  return rules.find((rule) => isAbout(rule, line) && ruleRefusal(line, rule.mapping) === null) ?? null;
}

/** Whether a rule is about a line, if it may map it. */
export function isAbout(rule: RuleMatch & Pick<ProductRule, 'organizationIds'>, line: LineItem): boolean {
  const { organizationIds } = rule;
  if (organizationIds !== null && !organizationIds.has(line.organizationId ?? '')) return false;
  return rule.productKey === null
    ? matchesWildcards(normalizeText(line.productName), normalizeText(rule.namePattern))
    : rule.productKey === line.productKey;
}

/** Why a rule may not give a line its mapping, in words; null: it may. What a person could not map, no rule maps. */
export function ruleRefusal(line: LineItem, { measure }: Pick<Mapping, 'measure'>): string | null {
  const unmappable = unmappableReason(line);
  if (unmappable !== null) return unmappable;
  if (isAdjustment(line)) return 'An adjustment is linked, not mapped.';
  const { quantitySource } = line;
  if (measure === null) {
    return quantitySource === 'manual' ? null : 'Only a manual line can be left without a comparison.';
  }
  return metricsFor(quantitySource).includes(measure.metric) ? null : modeReason(quantitySource);
}

/** Whether a line waits for a rule: it is in effect or about to be, and no person has decided about it. */
export function isOpenToRules(line: LineItem, today: string): boolean {
  const { state } = stateOf(line, today);
  return state === 'unmapped' || state === 'mapped' || state === 'upcoming';
}

/** Whether two mappings say the same. @param a null: there is none */
export function isSameMapping(a: Mapping | null, b: Mapping): boolean {
  if (a === null) return false;
  const isSameMinimum =
    a.minimum === null ? b.minimum === null : b.minimum !== null && a.minimum.equals(b.minimum);
  return (
    a.measureKey === b.measureKey &&
    a.unitsPerLine.equals(b.unitsPerLine) &&
    isSameMinimum &&
    a.tolerance?.units === b.tolerance?.units &&
    a.tolerance?.percent === b.tolerance?.percent
  );
}
