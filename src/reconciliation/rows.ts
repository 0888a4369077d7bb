import type { ResultRow } from '../database/queries/results.ts';
import { isAdjustment } from '../domain/adjustments.ts';
import type { LineItem } from '../domain/line-item.ts';
import { metricsFor } from '../domain/mapping.ts';
import type { LineResult } from '../domain/reconcile.ts';

/** The results of one organization as rows to store. */
export function toRows(results: readonly LineResult[]): ResultRow[] {
  const lines = new Map(results.map(({ line }) => [line.id, line]));
  return results.map((result) => toRow(result, filteredAs(result, lines)));
}

/** A linked adjustment passes the integration filter with its parent (domain.md section 2). */
function filteredAs({ state, line }: LineResult, lines: ReadonlyMap<string, LineItem>): LineItem {
  const parentId = line.decision.link?.parentLineItemId;
  return state === 'linked' && parentId !== undefined ? (lines.get(parentId) ?? line) : line;
}

function toRow(result: LineResult, filtered: LineItem): ResultRow {
  const { line, comparison } = result;
  return {
    line_item_id: line.id,
    organization_id: line.organizationId,
    agreement_id: line.agreement.id,
    state: result.state,
    state_reason: result.reason,
    psa_integration_id: filtered.psaIntegrationId,
    mapped_integration_id: filtered.mapping?.measure?.integrationId ?? null,
    servable_metrics:
      filtered.mapping === null && !filtered.isHeading ? [...metricsFor(filtered.quantitySource)] : [],
    product_key: line.productKey,
    currency: line.agreement.currency,
    monthly_amount: result.monthlyAmount?.toFixed() ?? null,
    bucket: result.bucket,
    status: comparison?.status ?? null,
    reason_code: comparison?.reason?.code ?? null,
    reason_text: comparison?.reason?.text ?? null,
    counted: comparison?.counted?.toFixed() ?? null,
    quantity: result.quantity.toFixed(),
    units_per_line: comparison?.unitsPerLine.toFixed() ?? '1',
    billed_units: (
      comparison?.billedUnits ?? (isAdjustment(line) ? line.quantity : result.quantity)
    ).toFixed(),
    variance: comparison?.variance?.toFixed() ?? null,
    needed: comparison?.needed?.toFixed() ?? null,
    impact: comparison?.impact?.toFixed() ?? null,
    shared_with: [...(comparison?.sharedWith ?? [])].sort(),
    explanation: comparison?.explanation ?? '',
  };
}
