import type { z } from 'zod';
import type { AgreementRow } from '../database/queries/agreements.ts';
import type { LineItemRow } from '../database/queries/line-items.ts';
import { toTolerance } from '../database/queries/workspaces.ts';
import { isAdjustment } from '../domain/adjustments.ts';
import type { Measure } from '../domain/measure.ts';
import { Decimal, minorUnitDigits } from '../domain/money.ts';
import { describeFilter } from '../domain/words.ts';
import type { agreementSchema, lineItemSchema, mappingSchema } from '../http/schemas/line-items.ts';

/** The name people know a SKU or product by, given the integration and the id. */
export type NameOf = (integrationId: string, id: string) => string;

/** Money in the API's shape, with at least the currency's decimals. */
export function presentMoney(amount: string, currency: string): { amount: string; currency: string } {
  const value = new Decimal(amount);
  return { amount: value.toFixed(Math.max(minorUnitDigits(currency), value.decimalPlaces())), currency };
}

export function presentLineItem(row: LineItemRow, nameOf: NameOf): z.output<typeof lineItemSchema> {
  return {
    id: row.id,
    externalId: row.external_id,
    agreementId: row.agreement_id,
    agreementName: row.agreement_name,
    integrationId: row.integration_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    productName: row.product_name,
    description: row.description,
    quantity: Number(row.quantity),
    includedQuantity: Number(row.included_quantity),
    unitPrice: presentMoney(row.unit_price, row.currency),
    monthlyAmount: row.monthly_amount === null ? null : presentMoney(row.monthly_amount, row.currency),
    billingType: row.billing_type,
    billingCycle: row.billing_cycle,
    quantitySource: row.quantity_source,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    isAdjustment: isAdjustmentRow(row),
    state: row.state,
    stateReason: row.state_reason,
    ignored:
      row.ignored_at === null
        ? null
        : { reason: row.ignore_reason, by: row.ignored_by ?? '', at: row.ignored_at.toISOString() },
    mapping: presentMapping(row, nameOf),
    linkedTo: row.parent_line_item_id,
    adjustments: row.adjustment_ids,
    url: row.url,
  };
}

/** Whether a stored line is an adjustment. */
export function isAdjustmentRow(
  row: Pick<LineItemRow, 'quantity' | 'unit_price' | 'extended_amount'>,
): boolean {
  return isAdjustment({
    quantity: new Decimal(row.quantity),
    unitPrice: new Decimal(row.unit_price),
    extendedAmount: row.extended_amount === null ? null : new Decimal(row.extended_amount),
  });
}

function presentMapping(row: LineItemRow, nameOf: NameOf): z.output<typeof mappingSchema> | null {
  if (!row.has_mapping) {
    return null;
  }
  const { mapped_integration_id: integrationId, metric, filter } = row;
  const measure =
    integrationId !== null && metric !== null && filter !== null
      ? ({ integrationId, metric, filter } as Measure)
      : null;
  return {
    mode: row.quantity_source,
    integrationId,
    metric,
    filter,
    filterText:
      measure === null ? 'not compared' : describeFilter(measure, (id) => nameOf(measure.integrationId, id)),
    unitsPerLine: Number(row.units_per_line ?? 1),
    minimum: row.mapping_minimum === null ? null : Number(row.mapping_minimum),
    tolerance: toTolerance(row.tolerance_units, row.tolerance_percent),
    origin: row.origin ?? 'person',
  };
}

/** @param lineItems its lines, where they were asked for. */
export function presentAgreement(
  row: AgreementRow,
  lineItems: z.output<typeof lineItemSchema>[] | undefined,
): z.output<typeof agreementSchema> {
  return {
    id: row.id,
    externalId: row.external_id,
    integrationId: row.integration_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    name: row.name,
    status: row.status,
    startDate: row.start_date,
    endDate: row.end_date,
    cancelledDate: row.cancelled_date,
    billingCycle: row.billing_cycle,
    currency: row.currency,
    url: row.url,
    lineItemCount: row.line_item_count,
    ...(lineItems === undefined ? {} : { lineItems }),
  };
}
