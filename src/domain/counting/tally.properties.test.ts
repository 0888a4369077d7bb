import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severalMeasures } from './arbitraries.ts';
import type { InventoryRecord } from './count.ts';
import { countRecords } from './count.ts';
import { addRecord, Tally, totalOf } from './tally.ts';
import { AS_OF } from './testing.ts';

test('a tally comes to what counting every record for every measure comes to', () => {
  fc.assert(
    fc.property(severalMeasures, ([measures, records]) => {
      const tally = new Tally(measures, AS_OF);
      const subtotals = measures.map((measure) => tally.begin(measure));
      for (const record of records) addRecord(tally.kindOf(withoutOwn(record)), () => record, subtotals);
      expect(subtotals.map((subtotal) => totalOf(subtotal).toFixed())).toEqual(
        measures.map((measure) => countRecords(measure, records, AS_OF).total.toFixed()),
      );
    }),
  );
});

/** What the kind of a record leaves out may be anything. */
function withoutOwn(record: InventoryRecord): InventoryRecord {
  return {
    ...record,
    name: 'of its kind',
    serialNumber: 'of its kind',
    displayName: 'x',
    userPrincipalName: 'x',
  } as InventoryRecord;
}
