import type { DeviceRecord, Metric, RecordOf } from '../inventory.ts';
import type { Measure } from '../measure.ts';
import { Decimal, ONE, ZERO } from '../money.ts';
import { findDuplicates, judgeDevices } from './devices.ts';
import type { Judge, LeftOutReason } from './judgement.ts';
import { judgeLicenses, seatsOf } from './licenses.ts';
import { judgeSubscriptions } from './subscriptions.ts';
import { judgeUsers } from './users.ts';

export type InventoryRecord = RecordOf[Metric];

/** The records behind a count: each counts with its quantity, or is left out with the reason. */
export type Count = {
  total: Decimal;
  counted: { record: InventoryRecord; quantity: Decimal }[];
  leftOut: { record: InventoryRecord; reason: LeftOutReason }[];
};

/**
 * Counts one organization's records of a measure's metric and integration (domain.md section 4).
 * @param records all of them, in any order; the order changes nothing but the order of the lists.
 * @param asOf ISO 8601: the time of the source's data.
 */
export function countRecords(measure: Measure, records: readonly InventoryRecord[], asOf: string): Count {
  const judge = judgeFor(measure, asOf);
  const counted: Count['counted'] = [];
  const leftOut: Count['leftOut'] = [];
  for (const record of records) {
    const reason = judge(record);
    if (reason === null) {
      counted.push({ record, quantity: quantityOf(measure, record) });
    } else {
      leftOut.push({ record, reason });
    }
  }
  const kept = mergesDuplicates(measure) ? withoutDuplicates(counted, leftOut) : counted;
  const total = countsOne(measure)
    ? new Decimal(kept.length)
    : kept.reduce((sum, { quantity }) => sum.plus(quantity), ZERO);
  return { total, counted: kept, leftOut };
}

/** Decides of each record whether a measure counts it; duplicates are another matter. @param asOf as for `countRecords` */
export function judgeFor(measure: Measure, asOf: string): Judge<InventoryRecord> {
  switch (measure.metric) {
    case 'devices':
      return judgeDevices(measure.filter, asOf) as Judge<InventoryRecord>;
    case 'users':
      return judgeUsers(measure.filter) as Judge<InventoryRecord>;
    case 'licenses':
      return judgeLicenses(measure.filter) as Judge<InventoryRecord>;
    case 'subscriptions':
      return judgeSubscriptions(measure.filter) as Judge<InventoryRecord>;
  }
}

/** Units one record stands for: a device or user is one, licences and subscriptions carry a quantity. */
export function quantityOf(measure: Measure, record: InventoryRecord): Decimal {
  if (measure.metric === 'licenses') {
    return new Decimal(seatsOf(record as RecordOf['licenses'], measure.filter));
  }
  if (measure.metric === 'subscriptions') {
    return new Decimal((record as RecordOf['subscriptions']).quantity);
  }
  return ONE;
}

/** Whether each record stands for one unit. */
function countsOne({ metric }: Measure): boolean {
  return metric === 'devices' || metric === 'users';
}

/** Whether records of one device count once. */
export function mergesDuplicates(measure: Measure): boolean {
  return measure.metric === 'devices' && measure.filter.mergeDuplicates;
}

/** Among what passed the filter, the device last seen stays. */
function withoutDuplicates(counted: Count['counted'], leftOut: Count['leftOut']): Count['counted'] {
  const duplicates = findDuplicates(counted.map(({ record }) => record as DeviceRecord));
  return counted.filter(({ record }) => {
    const stays = duplicates.get(record as DeviceRecord);
    if (stays !== undefined) {
      leftOut.push({
        record,
        reason: { code: 'duplicate', text: `duplicate of ${stays.name} (same serial number)` },
      });
    }
    return stays === undefined;
  });
}
