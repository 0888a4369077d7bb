import type { AgreementStatus, BillingCycle, BillingType, QuantitySource } from '../../domain/agreement.ts';
import type { Metric } from '../../domain/inventory.ts';
import { type LineItem, type LinkEffect, type Mapping, productKey } from '../../domain/line-item.ts';
import type { Measure } from '../../domain/measure.ts';
import { Decimal } from '../../domain/money.ts';
import type { Queryable } from '../connect.ts';
import { toTolerance } from './workspaces.ts';

/** Which lines: all, or those of some organizations (null among them: lines whose company has no organization). */
export type LineScope = 'all' | readonly (string | null)[];

type LineRow = {
  id: string;
  external_id: string;
  integration_id: string;
  organization_id: string | null;
  product_id: string | null;
  product_name: string;
  quantity: string;
  included_quantity: string;
  minimum_quantity: string | null;
  unit_price: string;
  extended_amount: string | null;
  quantity_source: QuantitySource;
  quantity_source_raw: string | null;
  is_heading: boolean;
  is_active: boolean;
  is_gone: boolean;
  billing_type: BillingType;
  billing_cycle: BillingCycle | null;
  effective_from: string | null;
  effective_to: string | null;
  agreement_id: string;
  agreement_status: AgreementStatus;
  start_date: string | null;
  end_date: string | null;
  cancelled_date: string | null;
  agreement_cycle: BillingCycle;
  currency: string;
  agreement_is_gone: boolean;
  is_deleted: boolean;
  is_ignored: boolean;
  ignore_reason: string | null;
  parent_line_item_id: string | null;
  link_effect: LinkEffect | null;
  share_group: string | null;
  is_separate: boolean;
  takes_rest: boolean;
  accepted_variance: string | null;
  accepted_until: string | null;
  has_mapping: boolean;
  mapped_integration_id: string | null;
  metric: Metric | null;
  filter: Measure['filter'] | null;
  measure_key: string | null;
  units_per_line: string | null;
  mapping_minimum: string | null;
  tolerance_units: string | null;
  tolerance_percent: string | null;
};

/**
 * The line items of the workspace's default PSA with all their results depend on. Lines of ignored companies are no
 * part of the MSP's billing and are left out.
 */
export async function loadLines(db: Queryable, workspaceId: string, scope: LineScope): Promise<LineItem[]> {
  const { rows } = await db.query<LineRow>(
    `SELECT l.id, l.external_id, l.integration_id, c.organization_id, l.product_id, l.product_name, l.quantity,
       l.included_quantity, l.minimum_quantity, l.unit_price, l.extended_amount, l.quantity_source,
       l.quantity_source_raw, l.is_heading, l.is_active, l.is_gone, l.billing_type, l.billing_cycle,
       l.effective_from, l.effective_to,
       a.id AS agreement_id, a.status AS agreement_status, a.start_date, a.end_date, a.cancelled_date,
       a.billing_cycle AS agreement_cycle, coalesce(a.currency, w.currency) AS currency,
       a.is_gone AS agreement_is_gone,
       d.deleted_at IS NOT NULL AS is_deleted, d.ignored_at IS NOT NULL AS is_ignored, d.ignore_reason,
       d.parent_line_item_id, d.link_effect, d.share_group, coalesce(d.is_separate, false) AS is_separate,
       coalesce(d.takes_rest, false) AS takes_rest, k.variance AS accepted_variance, k.until AS accepted_until,
       m.line_item_id IS NOT NULL AS has_mapping, m.integration_id AS mapped_integration_id, m.metric, m.filter,
       m.measure_key, m.units_per_line, m.minimum AS mapping_minimum, m.tolerance_units, m.tolerance_percent
     FROM workspace w
     JOIN line_item l ON l.workspace_id = w.workspace_id AND l.integration_id = w.default_psa_integration_id
     JOIN agreement a ON a.workspace_id = l.workspace_id AND a.integration_id = l.integration_id
       AND a.external_id = l.agreement_external_id
     LEFT JOIN company c ON c.workspace_id = a.workspace_id AND c.integration_id = a.integration_id
       AND c.external_id = a.company_external_id
     LEFT JOIN line_decision d ON d.workspace_id = l.workspace_id AND d.line_item_id = l.id
     LEFT JOIN mapping m ON m.workspace_id = l.workspace_id AND m.line_item_id = l.id
     LEFT JOIN acceptance k ON k.workspace_id = l.workspace_id AND k.line_item_id = l.id AND k.reopened_at IS NULL
     WHERE w.workspace_id = $1 AND NOT coalesce(c.is_ignored, false)
       AND ($2 OR c.organization_id = ANY ($3) OR ($4 AND c.organization_id IS NULL))`,
    [
      workspaceId,
      scope === 'all',
      scope === 'all' ? [] : scope.filter((id) => id !== null),
      scope !== 'all' && scope.includes(null),
    ],
  );
  return rows.map(toLineItem);
}

function toLineItem(row: LineRow): LineItem {
  return {
    id: row.id,
    externalId: row.external_id,
    psaIntegrationId: row.integration_id,
    organizationId: row.organization_id,
    agreement: {
      id: row.agreement_id,
      status: row.agreement_status,
      startDate: row.start_date,
      endDate: row.end_date,
      cancelledDate: row.cancelled_date,
      billingCycle: row.agreement_cycle,
      currency: row.currency,
      isGone: row.agreement_is_gone,
    },
    productKey: productKey(row.product_id, row.product_name),
    quantity: new Decimal(row.quantity),
    includedQuantity: new Decimal(row.included_quantity),
    minimumQuantity: toDecimal(row.minimum_quantity),
    unitPrice: new Decimal(row.unit_price),
    extendedAmount: toDecimal(row.extended_amount),
    quantitySource: row.quantity_source,
    quantitySourceRaw: row.quantity_source_raw,
    isHeading: row.is_heading,
    isActive: row.is_active,
    isGone: row.is_gone,
    billingType: row.billing_type,
    billingCycle: row.billing_cycle,
    effectiveFrom: row.effective_from,
    effectiveTo: row.effective_to,
    decision: {
      isDeleted: row.is_deleted,
      ignored: row.is_ignored ? { reason: row.ignore_reason } : null,
      link:
        row.parent_line_item_id === null || row.link_effect === null
          ? null
          : { parentLineItemId: row.parent_line_item_id, effect: row.link_effect },
      sharing: { group: row.share_group, isSeparate: row.is_separate, takesRest: row.takes_rest },
      acceptance:
        row.accepted_variance === null
          ? null
          : { variance: new Decimal(row.accepted_variance), until: row.accepted_until },
    },
    mapping: row.has_mapping ? toMapping(row) : null,
  };
}

function toMapping(row: LineRow): Mapping {
  const { mapped_integration_id: integrationId, metric, filter } = row;
  const hasMeasure = integrationId !== null && metric !== null && filter !== null;
  return {
    // The columns were written from a Measure; the check above is what the table's own constraint says.
    measure: hasMeasure ? ({ integrationId, metric, filter } as Measure) : null,
    measureKey: row.measure_key,
    unitsPerLine: new Decimal(row.units_per_line ?? 1),
    minimum: toDecimal(row.mapping_minimum),
    tolerance: toTolerance(row.tolerance_units, row.tolerance_percent),
  };
}

function toDecimal(text: string | null): Decimal | null {
  return text === null ? null : new Decimal(text);
}
