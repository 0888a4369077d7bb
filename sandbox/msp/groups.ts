import { type DraftInvoice, type DraftLine, lifeOf } from './layout-types.ts';
import { countFor, presumedCount, type TrueCount } from './truth.ts';
import type { Intended } from './types.ts';

export type GroupLine = { line: DraftLine; invoice: DraftInvoice };

/** Lines of one client with one product and one measure, in the order in which they take from their count. */
export type CountGroup = {
  intended: Intended;
  lines: GroupLine[];
  truth: TrueCount;
  /** The count, also where no vendor can tell it. */
  presumed: number;
};

/** The active lines that can be counted, grouped by the count they share (domain.md section 5, "Shared counts"). */
export function groupLines(invoices: DraftInvoice[], today: string): CountGroup[] {
  const groups = new Map<string, CountGroup>();
  for (const { line, invoice } of invoices.flatMap((row) =>
    row.lines.map((line) => ({ line, invoice: row })),
  )) {
    const { intended, itemId, name } = line.product;
    if (!intended || lifeOf(line, invoice, today) !== 'active') continue;
    const key = JSON.stringify([invoice.client.id, itemId ?? name, intended]);
    const group = groups.get(key) ?? {
      intended,
      lines: [],
      truth: countFor(invoice.client, intended),
      presumed: presumedCount(invoice.client, intended),
    };
    group.lines.push({ line, invoice });
    groups.set(key, group);
  }
  return [...groups.values()].map((group) => ({
    ...group,
    lines: group.lines.toSorted(inOrderOfAllocation),
  }));
}

/** By the agreement's start, those without one first; then by the line's id, as a number. */
function inOrderOfAllocation(a: GroupLine, b: GroupLine): number {
  const [startA, startB] = [a.invoice.startDate ?? '', b.invoice.startDate ?? ''];
  return startA === startB ? a.line.id - b.line.id : startA < startB ? -1 : 1;
}

/** Adjustments that lower this line. */
export function adjustmentsOf(
  line: DraftLine,
  invoice: DraftInvoice,
  effect: DraftLine['effect'],
): DraftLine[] {
  return invoice.lines.filter((row) => row.parent === line && row.effect === effect);
}

/** Units taken off the line's quantity by linked credits. */
export function creditsOf(line: DraftLine, invoice: DraftInvoice): number {
  return adjustmentsOf(line, invoice, 'quantity').reduce((sum, row) => sum + Math.abs(row.quantity), 0);
}
