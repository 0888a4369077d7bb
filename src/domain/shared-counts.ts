import type { LineItem } from './line-item.ts';
import { Decimal, ZERO } from './money.ts';

/** A mapped line with its quantity after credits. */
export type BilledLine = { line: LineItem; billedUnits: Decimal };

/**
 * Lines of one organization with the same product and the same measure share one count (domain.md section 5), unless a
 * person separated them; lines that a person joined share though their products differ.
 */
export function groupBySharedCount<Line extends { line: LineItem }>(lines: readonly Line[]): Line[][] {
  if (lines.every(({ line }) => line.decision.sharing.group === null)) {
    return [...Map.groupBy(lines, ({ line }) => ownKey(line)).values()];
  }
  const groups: Line[][] = [];
  const groupOf = new Map<string, Line[]>();
  for (const one of lines) {
    const keys = sharingKeys(one.line);
    const found = [...new Set(keys.flatMap((key) => groupOf.get(key) ?? []))];
    const joined = [one, ...found];
    for (const other of joined) {
      for (const key of sharingKeys(other.line)) {
        groupOf.set(key, joined);
      }
    }
  }
  const seen = new Set<string>();
  for (const one of lines) {
    if (seen.has(one.line.id)) {
      continue;
    }
    const [key = ''] = sharingKeys(one.line);
    const group = groupOf.get(key) ?? [one];
    for (const member of group) {
      seen.add(member.line.id);
    }
    groups.push(group);
  }
  return groups;
}

/** What a line shares by; lines with a key in common share. */
function sharingKeys(line: LineItem): string[] {
  const { group } = line.decision.sharing;
  return [ownKey(line), ...(group === null ? [] : [`${line.mapping?.measureKey}\ngroup ${group}`])];
}

function ownKey({ id, productKey, mapping, decision: { sharing } }: LineItem): string {
  const own = sharing.isSeparate ? `line ${id}` : `product ${productKey}`;
  return `${mapping?.measureKey}\n${own}`;
}

/**
 * The order in which lines take from a shared count: agreement start, none first; then the line's id in the PSA. A line
 * that a person named to take the rest comes last.
 */
export function inOrderOfAllocation<Line extends { line: LineItem }>(lines: readonly Line[]): Line[] {
  return [...lines].sort((a, b) => {
    const [restA, restB] = [a.line.decision.sharing.takesRest, b.line.decision.sharing.takesRest];
    if (restA !== restB) {
      return restA ? 1 : -1;
    }
    const [startA, startB] = [a.line.agreement.startDate ?? '', b.line.agreement.startDate ?? ''];
    if (startA !== startB) {
      return startA < startB ? -1 : 1;
    }
    return compareExternalIds(a.line.externalId, b.line.externalId);
  });
}

const NATURAL = new Intl.Collator('en', { numeric: true });

/** Numbers in ids compare as numbers, however long; ids that read the same (7 and 07) as texts, for one order always. */
function compareExternalIds(a: string, b: string): number {
  return NATURAL.compare(a, b) || (a < b ? -1 : a > b ? 1 : 0);
}

/**
 * Hands a count out to the lines that share it: each takes at most its own billed units, the last takes the rest.
 * @param lines in order of allocation, at least one.
 * @returns the same lines in the same order with the units each gets; they add up to the count.
 */
export function allocate<Line extends BilledLine>(
  count: Decimal,
  lines: readonly Line[],
): (Line & { counted: Decimal })[] {
  let left = count;
  return lines.map((line, index) => {
    const isLast = index === lines.length - 1;
    const counted = isLast ? left : Decimal.max(ZERO, Decimal.min(left, line.billedUnits));
    left = left.minus(counted);
    return { ...line, counted };
  });
}
