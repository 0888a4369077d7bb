import { Decimal } from 'decimal.js';
import { QUANTITY_TYPE } from './catalogue.ts';
import { adjustmentsOf, type CountGroup, creditsOf, type GroupLine } from './groups.ts';
import { MONTHS_OF } from './layout.ts';
import { type DraftInvoice, type DraftLine, lifeOf } from './layout-types.ts';
import type { Expectation } from './types.ts';

/**
 * The truth about every line, by domain.md sections 3 to 6 and by nothing of the product's own code: whoever compares
 * the product with it compares two works.
 */
export function expectationsOf(invoices: DraftInvoice[], groups: CountGroup[], today: string): Expectation[] {
  const results = new Map(groups.flatMap((group) => resultsOf(group)));
  return invoices.flatMap((invoice) =>
    invoice.lines.map((line) => ({ ...identityOf(line, invoice, today), ...(results.get(line) ?? {}) })),
  );
}

/** All that is known of a line before it is compared. */
function identityOf(line: DraftLine, invoice: DraftInvoice, today: string): Expectation {
  const life = lifeOf(line, invoice, today);
  const mode = modeOf(line);
  const isUnmappable = mode === 'custom_sql' || line.isHeading;
  return {
    psaLineExternalId: String(line.id),
    agreementExternalId: String(invoice.id),
    psaCompanyExternalId: String(invoice.client.id),
    organizationName: invoice.client.name,
    productName: line.name,
    mode,
    state: life === 'active' && isUnmappable ? 'unmappable' : life,
    intended: null,
    intendedAction: line.action,
    ...(line.parent ? { linkTo: String(line.parent.id), linkEffect: line.effect } : {}),
    counted: null,
    billedUnits: line.quantity,
    variance: null,
    status: 'unknown',
    impact: null,
    isInjectedError: line.isInjectedError,
    sharesWith: [],
  };
}

function modeOf(line: DraftLine): Expectation['mode'] {
  if (line.product.customQuery !== undefined) return 'custom_sql';
  switch (line.product.quantityType) {
    case QUANTITY_TYPE.manual:
      return 'manual';
    case QUANTITY_TYPE.licenses:
      return 'license_count';
    case QUANTITY_TYPE.users:
      return 'user_count';
    case QUANTITY_TYPE.assets:
      return 'asset_count';
    case QUANTITY_TYPE.subscriptions:
      return 'subscription_count';
    default:
      return 'custom_sql';
  }
}

function resultsOf(group: CountGroup): [DraftLine, Partial<Expectation>][] {
  const shares = sharesOf(group);
  return group.lines.map((row, index) => {
    const sharesWith = group.lines.filter((other) => other !== row).map(({ line }) => String(line.id));
    const billedUnits = quantityOf(row) * group.intended.unitsPerLine;
    const known = { intended: group.intended, billedUnits, sharesWith };
    if ('unknownReason' in group.truth)
      return [row.line, { ...known, unknownReason: group.truth.unknownReason }];
    return [row.line, { ...known, ...compare(row, group.intended.unitsPerLine, shares[index] ?? 0) }];
  });
}

/** The count handed out: each line takes at most its own billed units, the last takes the rest. */
function sharesOf({ truth, lines, intended }: CountGroup): number[] {
  let left = 'counted' in truth ? truth.counted : 0;
  return lines.map((row, index) => {
    const isLast = index === lines.length - 1;
    const share = isLast ? left : Math.min(left, quantityOf(row) * intended.unitsPerLine);
    left -= share;
    return share;
  });
}

function quantityOf({ line, invoice }: GroupLine): number {
  return line.quantity - creditsOf(line, invoice);
}

function compare(row: GroupLine, unitsPerLine: number, counted: number): Partial<Expectation> {
  const quantity = quantityOf(row);
  const lines = counted / unitsPerLine;
  const needed = Math.max(row.line.minimum ?? 0, Number.isInteger(quantity) ? Math.ceil(lines) : lines);
  const status = needed === quantity ? 'matched' : needed > quantity ? 'under_billed' : 'over_billed';
  const variance = counted - quantity * unitsPerLine;
  return { counted, variance, status, impact: impactOf(row, quantity, needed) };
}

const Exact = Decimal.clone({ precision: 60 });

/** Dollars a month between what is needed and what is billed, divided and rounded (half-even) once, at the end. */
function impactOf({ line, invoice }: GroupLine, quantity: number, needed: number): string {
  const free = line.free.reduce((sum, units) => sum + units, 0);
  const billable = (units: number) => Math.max(0, units - free);
  const billed = billable(quantity);
  const discounts = adjustmentsOf(line, invoice, 'price').reduce(
    (sum, row) => sum.plus(new Exact(row.quantity).times(row.unitPrice)),
    new Exact(0),
  );
  const price = new Exact(line.unitPrice);
  const total = billed === 0 ? price : price.times(billed).plus(discounts);
  const impact = total
    .times(billable(needed) - billed)
    .dividedBy((billed === 0 ? 1 : billed) * MONTHS_OF[invoice.period])
    .toDecimalPlaces(2, Decimal.ROUND_HALF_EVEN);
  return impact.isZero() ? '0.00' : impact.toFixed(2);
}
