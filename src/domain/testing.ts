import type { LineItem, Mapping } from './line-item.ts';
import { measureKey } from './measure.ts';
import { Decimal } from './money.ts';
import type { CountOutcome, LineResult } from './reconcile.ts';
import { reconcileOrganization } from './reconcile.ts';

/** The day on which the tests' lines are looked at. */
export const TODAY = '2026-11-23';

const MEASURE = {
  integrationId: 'rmm',
  metric: 'devices',
  filter: { categories: [], conditions: [], match: 'all', seenWithinDays: null, mergeDuplicates: false },
} as const;

/** A mapping to all devices of one source, with parts of it changed. */
export function mappingOf(change: Partial<Mapping> = {}): Mapping {
  const measure = { ...MEASURE, filter: { ...MEASURE.filter, categories: [], conditions: [] } };
  return {
    measure,
    measureKey: measureKey(measure),
    unitsPerLine: new Decimal(1),
    minimum: null,
    tolerance: null,
    ...change,
  };
}

export type LineChange = Partial<
  Omit<LineItem, 'agreement' | 'decision' | 'quantity' | 'unitPrice' | 'includedQuantity'>
> & {
  agreement?: Partial<LineItem['agreement']>;
  decision?: Partial<LineItem['decision']>;
  quantity?: number | string;
  unitPrice?: number | string;
  includedQuantity?: number | string;
};

/** A mapped monthly line of 10 at 10 US dollars, as the worked examples of domain.md have it, with parts of it changed. */
export function lineOf(change: LineChange = {}): LineItem {
  const { quantity = 10, unitPrice = 10, includedQuantity = 0, agreement, decision, ...rest } = change;
  return {
    id: 'line',
    externalId: '1',
    psaIntegrationId: 'psa',
    organizationId: 'organization',
    productKey: 'name:workstation',
    productName: 'Workstation',
    minimumQuantity: null,
    extendedAmount: null,
    quantitySource: 'asset_count',
    quantitySourceRaw: null,
    isHeading: false,
    isActive: true,
    isGone: false,
    billingType: 'billable',
    billingCycle: null,
    effectiveFrom: null,
    effectiveTo: null,
    mapping: mappingOf(),
    ...rest,
    quantity: new Decimal(quantity),
    unitPrice: new Decimal(unitPrice),
    includedQuantity: new Decimal(includedQuantity),
    agreement: {
      id: 'agreement',
      status: 'active',
      startDate: null,
      endDate: null,
      cancelledDate: null,
      billingCycle: 'monthly',
      currency: 'USD',
      isGone: false,
      ...agreement,
    },
    decision: {
      isDeleted: false,
      ignored: null,
      link: null,
      sharing: { group: null, isSeparate: false, takesRest: false },
      acceptance: null,
      ...decision,
    },
  };
}

/** A count that is known. */
export function known(total: number | string): CountOutcome {
  return { isKnown: true, total: new Decimal(total) };
}

/** Reconciles lines whose measures all give the same count. */
export function reconcile(
  lines: LineItem[],
  count: CountOutcome | number,
  tolerance = null as Mapping['tolerance'],
): LineResult[] {
  const outcome = typeof count === 'number' ? known(count) : count;
  return reconcileOrganization({ lines, today: TODAY, tolerance, countOf: () => outcome });
}

/** The numbers of a result as plain ones; null where there is none. */
export function numbersOf(result: LineResult | undefined) {
  const comparison = result?.comparison ?? null;
  const number = (value: Decimal | null | undefined) => value?.toNumber() ?? null;
  return {
    status: comparison?.status ?? null,
    because: comparison?.reason?.code ?? null,
    counted: number(comparison?.counted),
    billedUnits: number(comparison?.billedUnits),
    variance: number(comparison?.variance),
    needed: number(comparison?.needed),
    impact: number(comparison?.impact),
  };
}
