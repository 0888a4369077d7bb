import type { ResultRow, StoredResult } from '../database/queries/results.ts';
import { isAdjustment } from '../domain/adjustments.ts';
import type { LineItem } from '../domain/line-item.ts';
import { metricsFor } from '../domain/mapping.ts';
import { Decimal } from '../domain/money.ts';
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

/** The difference between what is stored and what a run found. */
export type Difference = { changed: StoredResult[]; gone: string[] };

/**
 * Compares a run's rows with the stored ones of the same scope. Rows that say the same are in neither list.
 * @param run stamps the changed rows and begins stretches of a variance.
 */
export function differenceOf(
  found: readonly ResultRow[],
  stored: ReadonlyMap<string, StoredResult>,
  run: { id: number; createdAt: Date },
): Difference {
  const changed: StoredResult[] = [];
  const foundIds = new Set<string>();
  for (const row of found) {
    foundIds.add(row.line_item_id);
    const before = stored.get(row.line_item_id);
    if (before === undefined || !saysTheSame(row, before)) {
      changed.push({ ...row, run_id: run.id, ...sinceOf(row, before, run) });
    }
  }
  return { changed, gone: [...stored.keys()].filter((id) => !foundIds.has(id)) };
}

const NUMBERS = new Set<keyof ResultRow>([
  'monthly_amount',
  'counted',
  'quantity',
  'units_per_line',
  'billed_units',
  'variance',
  'needed',
  'impact',
]);

function saysTheSame(a: ResultRow, b: ResultRow): boolean {
  return (Object.keys(a) as (keyof ResultRow)[]).every((field) => {
    const [left, right] = [a[field], b[field]];
    if (Array.isArray(left) && Array.isArray(right)) {
      return left.length === right.length && left.every((value, index) => value === right[index]);
    }
    if (left === right || left === null || right === null) {
      return left === right;
    }
    return NUMBERS.has(field) && new Decimal(String(left)).equals(String(right));
  });
}

/** Since when the variance has had its sign: 0 and unknown break the stretch (domain.md section 6). */
function sinceOf(
  row: ResultRow,
  before: StoredResult | undefined,
  run: { id: number; createdAt: Date },
): Pick<StoredResult, 'variance_since' | 'variance_since_run_id'> {
  const sign = signOf(row);
  if (sign === 0) {
    return { variance_since: null, variance_since_run_id: null };
  }
  if (before !== undefined && signOf(before) === sign) {
    return { variance_since: before.variance_since, variance_since_run_id: before.variance_since_run_id };
  }
  return { variance_since: run.createdAt, variance_since_run_id: run.id };
}

function signOf({ variance }: ResultRow): number {
  return variance === null ? 0 : Math.sign(Number(variance));
}
