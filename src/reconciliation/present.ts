import type { z } from 'zod';
import type { FindingDecisions } from '../database/queries/findings.ts';
import type { ResultRow } from '../database/queries/results.ts';
import type { resultSchema } from '../http/schemas/reconciliation.ts';
import { presentMoney } from '../line-items/present.ts';

/** A result with the names a reader needs. */
export type NamedResult = ResultRow & {
  organization_name: string | null;
  agreement_name: string;
  product_name: string;
  variance_since_run_id: number | null;
  variance_since: Date | null;
};

/** When the data of the PSA and of each source are from. */
export type AsOf = (integrationId: string | null) => Date | null;

type Decided = Pick<FindingDecisions, 'acceptance' | 'note'>;
const UNDECIDED: Decided = { acceptance: null, note: null };

/** What of the decisions had been taken by a time. */
export function decidedBy({ acceptance, note }: Decided, at: Date): Decided {
  const isBy = (time: string | null) => time !== null && Date.parse(time) <= at.getTime();
  return {
    acceptance:
      acceptance === null || !isBy(acceptance.at)
        ? null
        : isBy(acceptance.reopenedAt)
          ? acceptance
          : { ...acceptance, reopenedAt: null, reopenedBecause: null },
    note: note !== null && isBy(note.at) ? note : null,
  };
}

/** A reconciliation row in the API's shape; unknown stays null. */
export function presentResult(
  row: NamedResult,
  asOf: AsOf,
  decided: Decided = UNDECIDED,
): z.output<typeof resultSchema> {
  return {
    lineItemId: row.line_item_id,
    organizationId: row.organization_id,
    organizationName: row.organization_name,
    agreementId: row.agreement_id,
    agreementName: row.agreement_name,
    productName: row.product_name,
    integrationId: row.mapped_integration_id,
    status: row.status ?? 'not_compared',
    reason: row.reason_code,
    reasonText: row.reason_text,
    counted: toNumber(row.counted),
    billedUnits: Number(row.billed_units),
    quantity: Number(row.quantity),
    unitsPerLine: Number(row.units_per_line),
    variance: toNumber(row.variance),
    needed: toNumber(row.needed),
    impact: row.impact === null ? null : presentMoney(row.impact, row.currency),
    sharedWith: row.shared_with,
    acceptance: decided.acceptance,
    note: decided.note,
    varianceSince:
      row.variance_since_run_id === null || row.variance_since === null
        ? null
        : { runId: String(row.variance_since_run_id), at: row.variance_since.toISOString() },
    asOf: {
      psa: asOf(row.psa_integration_id)?.toISOString() ?? null,
      source: asOf(row.mapped_integration_id)?.toISOString() ?? null,
    },
    explanation: row.explanation,
  };
}

function toNumber(text: string | null): number | null {
  return text === null ? null : Number(text);
}
