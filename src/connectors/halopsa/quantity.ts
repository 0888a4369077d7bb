import { Decimal } from 'decimal.js';
import type { QuantitySource, VendorLineItem } from '../../domain/agreement.ts';
import type { LineRow } from './schema.ts';

/**
 * `recurring_invoice_quantity_type` of lines whose quantity HaloPSA computes, with the field that says what it counts. The
 * document gives a plain number; the meanings are those that HaloPSA's own report queries use.
 */
const COMPUTED = new Map<number, { source: QuantitySource; field: QuantityField }>([
  [1, { source: 'license_count', field: 'quantity_licences' }],
  [2, { source: 'user_count', field: 'quantity_users' }],
  [3, { source: 'asset_count', field: 'quantity_assets' }],
  [4, { source: 'subscription_count', field: 'quantity_subscriptions' }],
]);

type QuantityField = 'quantity_licences' | 'quantity_users' | 'quantity_assets' | 'quantity_subscriptions';

type Quantity = Pick<
  VendorLineItem,
  'quantity' | 'includedQuantity' | 'minimumQuantity' | 'quantitySource' | 'quantitySourceRaw'
>;

/**
 * How much a line bills, and how HaloPSA sets it. Of a computed line `qty_order` is what is billed after the free units,
 * so the gross quantity is both together (domain.md section 5).
 */
export function toQuantity(row: LineRow): Quantity {
  const { source, raw } = toSource(row);
  const details = COMPUTED.get(row.recurring_invoice_quantity_type ?? 0);
  const counted = details?.source === source ? (row[details.field] ?? []) : [];
  const free = sum(counted.map((detail) => detail.qty_free ?? 0));
  const minimum = sum(counted.map((detail) => Math.max(0, detail.minimum_qty ?? 0)));
  return {
    quantity: free.plus(row.qty_order ?? 0).toFixed(),
    includedQuantity: free.toFixed(),
    minimumQuantity: minimum.isZero() ? null : minimum.toFixed(),
    quantitySource: source,
    quantitySourceRaw: raw,
  };
}

/** Whether what the line counts is missing, as lists leave it out; only the single invoice has it then. */
export function lacksQuantityDetails(row: LineRow): boolean {
  const details = COMPUTED.get(row.recurring_invoice_quantity_type ?? 0);
  return details !== undefined && row[details.field] === null;
}

/** Numbers that are not known are never taken for manual ones: someone would overwrite what HaloPSA computes. */
function toSource(row: LineRow): { source: QuantitySource; raw: string | null } {
  const type = row.recurring_invoice_quantity_type;
  if (row.quantity_custom !== null && row.quantity_custom > 0) {
    return { source: 'custom_sql', raw: `custom ${row.quantity_custom}` };
  }
  if (row.is_meter) return { source: 'custom_sql', raw: 'meter' };
  const raw = type === null ? null : String(type);
  if (type === null || type === 0) return { source: 'manual', raw };
  return { source: COMPUTED.get(type)?.source ?? 'custom_sql', raw };
}

function sum(values: readonly number[]): Decimal {
  return values.reduce((total, value) => total.plus(value), new Decimal(0));
}
