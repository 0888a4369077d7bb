import { type Count, countRecords, type InventoryRecord, judgeFor, quantityOf } from './counting/count.ts';
import type { LeftOutReason } from './counting/judgement.ts';
import type { Metric } from './inventory.ts';
import type { LineItem } from './line-item.ts';
import type { Measure } from './measure.ts';
import type { Decimal } from './money.ts';
import { groupBySharedCount } from './shared-counts.ts';

export const ESTATE_PARTS = ['billed_once', 'billed_more_than_once', 'unbilled', 'not_billable'] as const;

/** What is billed of a record; every record is in exactly one part. */
export type EstatePart = (typeof ESTATE_PARTS)[number];

/** Lines that share one count: for what they count they are one line. */
export type Billing = { lines: readonly LineItem[]; measure: Measure; measureKey: string };

/** A record of an organization's estate. */
export type EstateRecord = {
  record: InventoryRecord;
  part: EstatePart;
  /** Units it stands for: 1, or its seats. */
  quantity: Decimal;
  /** Lines that count it, those that share a count as one. */
  billings: readonly Billing[];
  /** Why it is not billable. */
  reason: LeftOutReason | null;
  /** It is counted more than once, and not as separate services usually are. */
  isLikelyUnintended: boolean;
};

export type EstateInput = {
  /** All of one organization's records of one integration and metric. */
  records: readonly InventoryRecord[];
  integrationId: string;
  metric: Metric;
  /** Mapped lines of the organization, in effect; others are left aside by `billingsOf`. */
  billings: readonly Billing[];
  /** ISO 8601: the time of the source's data. */
  asOf: string;
  /** Reasons people gave why a record needs no line, by the record's id at its vendor. */
  decided: ReadonlyMap<string, string>;
};

/** Reasons by which a line's own measure says that it would count a record, were it another time or device. */
const OWN_REASONS: ReadonlySet<string> = new Set(['stale', 'duplicate', 'counted_with_sku']);

/** The lines of an organization that count something, those that share a count together. @param mapped lines in effect */
export function billingsOf(mapped: readonly LineItem[]): Billing[] {
  const comparing = mapped.filter(({ mapping }) => mapping?.measure != null);
  return groupBySharedCount(comparing.map((line) => ({ line }))).flatMap((group): Billing[] => {
    const { measure = null, measureKey = null } = group[0]?.line.mapping ?? {};
    if (measure === null || measureKey === null) return [];
    return [{ lines: group.map(({ line }) => line), measure, measureKey }];
  });
}

/**
 * Divides an organization's records of one source into billed once, billed more than once, unbilled, and not billable with the
 * reason. Which records a line counts is what a run counts for it.
 */
export function partitionEstate(input: EstateInput): EstateRecord[] {
  const { records, integrationId, metric, billings, asOf } = input;
  const ofSource = billings.filter(
    ({ measure }) => measure.integrationId === integrationId && measure.metric === metric,
  );
  const counts = new Map<string, Count>();
  for (const { measure, measureKey } of ofSource) {
    if (!counts.has(measureKey)) counts.set(measureKey, countRecords(measure, records, asOf));
  }
  const countedBy = new Map<string, ReadonlySet<InventoryRecord>>();
  const ownReasons = new Map<InventoryRecord, LeftOutReason>();
  for (const [key, { counted, leftOut }] of counts) {
    countedBy.set(key, new Set(counted.map(({ record }) => record)));
    for (const { record, reason } of leftOut)
      if (OWN_REASONS.has(reason.code)) ownReasons.set(record, reason);
  }
  const usual = usualMeasure(integrationId, metric);
  const judge = judgeFor(usual, asOf);
  return records.map((record): EstateRecord => {
    const found = ofSource.filter(({ measureKey }) => countedBy.get(measureKey)?.has(record) ?? false);
    const quantity = quantityOf(found[0]?.measure ?? usual, record);
    if (found.length > 0) {
      const isTwice = found.length > 1;
      const part = isTwice ? 'billed_more_than_once' : 'billed_once';
      return {
        record,
        part,
        quantity,
        billings: found,
        reason: null,
        isLikelyUnintended: isTwice && isUnintended(found),
      };
    }
    const reason = judge(record) ?? ownReasons.get(record) ?? decidedReason(input, record);
    const part = reason === null ? 'unbilled' : 'not_billable';
    return { record, part, quantity, billings: [], reason, isLikelyUnintended: false };
  });
}

function decidedReason({ decided }: EstateInput, { externalId }: InventoryRecord): LeftOutReason | null {
  const text = decided.get(externalId);
  return text === undefined ? null : { code: 'ignored', text };
}

/** What counts unless a measure says otherwise (domain.md section 4): whatever it leaves out is usually billed by nobody. */
export function usualMeasure(integrationId: string, metric: Metric): Measure {
  switch (metric) {
    case 'devices':
      return {
        integrationId,
        metric,
        filter: {
          categories: [],
          conditions: [],
          match: 'all',
          seenWithinDays: null,
          mergeDuplicates: false,
        },
      };
    case 'users':
      return { integrationId, metric, filter: { scope: 'licensed', conditions: [], match: 'all' } };
    case 'licenses':
      return {
        integrationId,
        metric,
        filter: { skuIds: [], basis: 'purchased', includeTrials: false, includeSuspended: false },
      };
    case 'subscriptions':
      return { integrationId, metric, filter: { productIds: [], billingTerms: [] } };
  }
}

/**
 * A server is owed to "Managed server" and "Antivirus per server" alike. But a seat is sold once, and so is one product: two
 * counts of it that overlap, or that people keep apart, bill the same thing twice.
 */
function isUnintended(billings: readonly Billing[]): boolean {
  const metric = billings[0]?.measure.metric;
  if (metric === 'licenses' || metric === 'subscriptions') return true;
  const products = billings.map(({ lines }) => new Set(lines.map(({ productKey }) => productKey)));
  return products.some((own, at) =>
    products.slice(at + 1).some((other) => [...own].some((key) => other.has(key))),
  );
}
