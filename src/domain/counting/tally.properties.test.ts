import fc from 'fast-check';
import { expect, test } from 'vitest';
import { severalMeasures } from './arbitraries.ts';
import type { InventoryRecord } from './count.ts';
import { countRecords } from './count.ts';
import { addRecord, Tally, totalOf, totalsOf, totalTextOf } from './tally.ts';
import { AS_OF } from './testing.ts';

test('a tally comes to what counting every record for every measure comes to', () => {
  fc.assert(
    fc.property(severalMeasures, ([measures, records]) => {
      const tally = new Tally(measures, AS_OF);
      const subtotals = tally.begin(measures);
      for (const record of records) addRecord(tally.kindOf(withoutOwn(record)), () => record, subtotals);
      const counted = measures.map((measure) => countRecords(measure, records, AS_OF).total.toFixed());
      expect(totalsOf(subtotals).map((total) => totalOf(total).toFixed())).toEqual(counted);
      expect(totalsOf(subtotals).map(totalTextOf)).toEqual(counted);
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
