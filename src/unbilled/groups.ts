import type { InventoryRecord } from '../domain/counting/count.ts';
import type { EstatePart, EstateRecord } from '../domain/estate.ts';
import type { DeviceRecord, LicenseRecord, Metric, SubscriptionRecord } from '../domain/inventory.ts';
import { Decimal } from '../domain/money.ts';
import type { Estate } from './estates.ts';

/** Records of one kind of one organization that are in one part of its estate. */
export type EstateGroup = {
  organizationId: string;
  integrationId: string;
  metric: Metric;
  part: EstatePart;
  /** What a bill would tell apart: a device's category, a SKU, a product. */
  kind: string;
  kindName: string;
  records: number;
  units: Decimal;
  /** The lines that count them, where that is more than one. */
  lineItemIds: string[];
};

/** With some of its records, to find out which measures count them. */
export type SampledGroup = EstateGroup & { samples: InventoryRecord[] };

const SAMPLES = 20;

/** Which kind a record is of, and what people call it. */
export function kindOf(metric: Metric, record: InventoryRecord): { kind: string; kindName: string } {
  switch (metric) {
    case 'devices': {
      const { category } = record as DeviceRecord;
      return { kind: category, kindName: category };
    }
    case 'users':
      return { kind: 'licensed', kindName: 'licensed users' };
    case 'licenses': {
      const { skuId, skuName } = record as LicenseRecord;
      return { kind: skuId.toLowerCase(), kindName: skuName };
    }
    case 'subscriptions': {
      const { productId, productName } = record as SubscriptionRecord;
      return { kind: productId.toLowerCase(), kindName: productName };
    }
  }
}

/** An estate's records of the parts that matter, added up by kind. @param wants which records are listed */
export function groupEstate(estate: Estate, wants: (record: EstateRecord) => boolean): SampledGroup[] {
  if (!estate.isKnown) return [];
  const { organizationId, integrationId, metric } = estate;
  const groups = new Map<string, SampledGroup>();
  for (const one of estate.records.filter(wants)) {
    const { kind, kindName } = kindOf(metric, one.record);
    const key = `${one.part}\n${kind}`;
    const group = groups.get(key) ?? {
      organizationId,
      integrationId,
      metric,
      part: one.part,
      kind,
      kindName,
      records: 0,
      units: new Decimal(0),
      samples: [],
      lineItemIds: [],
    };
    groups.set(key, group);
    group.records += 1;
    group.units = group.units.plus(one.quantity);
    if (group.samples.length < SAMPLES) group.samples.push(one.record);
    const ids = one.billings.flatMap(({ lines }) => lines.map(({ id }) => id));
    if (one.part === 'billed_more_than_once')
      group.lineItemIds = [...new Set([...group.lineItemIds, ...ids])];
  }
  // Nothing is owed for a licence without seats.
  return [...groups.values()].filter(({ units }) => units.greaterThan(0));
}
