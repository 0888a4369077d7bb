import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { severalMeasures } from './counting/arbitraries.ts';
import { countRecords, judgeFor } from './counting/count.ts';
import { AS_OF, deviceOf, licenseOf, measureOf, userOf } from './counting/testing.ts';
import { billingsOf, partitionEstate, usualMeasure } from './estate.ts';
import type { LineItem } from './line-item.ts';
import { type Measure, measureKey } from './measure.ts';
import { Decimal, ZERO } from './money.ts';
import { lineOf, mappingOf } from './testing.ts';

function lineWith(id: string, measure: Measure, more: { productKey?: string } = {}): LineItem {
  return lineOf({ id, ...more, mapping: mappingOf({ measure, measureKey: measureKey(measure) }) });
}

function partsOf(
  lines: LineItem[],
  records: Parameters<typeof partitionEstate>[0]['records'],
  decided = new Map<string, string>(),
) {
  const { integrationId, metric } = lines[0]?.mapping?.measure ?? measureOf('devices');
  const found = partitionEstate({
    records,
    integrationId,
    metric,
    billings: billingsOf(lines),
    asOf: AS_OF,
    decided,
  });
  return Object.fromEntries(found.map((one) => [one.record.externalId, one]));
}

describe('the estate of an organization', () => {
  test('is divided exactly: every record is in one part, and what is billed is what the lines count', () => {
    fc.assert(
      fc.property(severalMeasures, fc.nat(2), ([measures, records], products) => {
        const lines = measures.map((measure, at) =>
          lineWith(`${at}`, measure, { productKey: `p${at % (products + 1)}` }),
        );
        const [first] = measures;
        if (first === undefined) return;
        const billings = billingsOf(lines);
        const estate = partitionEstate({ ...first, records, billings, asOf: AS_OF, decided: new Map() });
        expect(estate.map(({ record }) => record)).toEqual(records);
        const usual = judgeFor(usualMeasure(first.integrationId, first.metric), AS_OF);
        const counts = billings.map(
          ({ measure }) => new Set(countRecords(measure, records, AS_OF).counted.map(({ record }) => record)),
        );
        for (const { record, part, reason, billings: by } of estate) {
          const times = counts.filter((counted) => counted.has(record)).length;
          expect(by.length).toBe(times);
          if (times > 0) expect(part).toBe(times === 1 ? 'billed_once' : 'billed_more_than_once');
          else {
            expect(part).toBe(reason === null ? 'unbilled' : 'not_billable');
            if (part === 'unbilled') expect(usual(record)).toBeNull();
          }
        }
      }),
    );
  });

  test('leaves nothing between the count of a line and what is unbilled of its measure', () => {
    const measure = measureOf('devices', { categories: ['desktop'] });
    const records = [1, 2, 3].map((n) =>
      deviceOf({ externalId: `${n}`, category: n === 3 ? 'server' : 'desktop' }),
    );
    const parts = partsOf([lineWith('a', measure)], records);
    expect(Object.values(parts).map(({ part }) => part)).toEqual(['billed_once', 'billed_once', 'unbilled']);
    const billed = Object.values(parts).filter(({ part }) => part === 'billed_once');
    expect(billed.reduce((sum, { quantity }) => sum.plus(quantity), ZERO)).toEqual(new Decimal(2));
  });

  test('says why a record is not billable: what the source says, what the line’s own measure says, what a person says', () => {
    const records = [
      deviceOf({ externalId: 'gone', exclusion: 'decommissioned' }),
      deviceOf({ externalId: 'old', lastSeenAt: '2026-01-01T00:00:00.000Z' }),
      deviceOf({ externalId: 'server', category: 'server' }),
      deviceOf({ externalId: 'lab', category: 'server' }),
    ];
    const measure = measureOf('devices', { categories: ['desktop'], seenWithinDays: 30 });
    const parts = partsOf([lineWith('a', measure)], records, new Map([['lab', 'our own lab']]));
    expect(parts.gone).toMatchObject({ part: 'not_billable', reason: { code: 'decommissioned' } });
    expect(parts.old).toMatchObject({ part: 'not_billable', reason: { code: 'stale' } });
    expect(parts.lab).toMatchObject({
      part: 'not_billable',
      reason: { code: 'ignored', text: 'our own lab' },
    });
    expect(parts.server).toMatchObject({ part: 'unbilled', reason: null });
  });

  test('counts lines that share a count as one', () => {
    const measure = measureOf('devices');
    const parts = partsOf([lineWith('a', measure), lineWith('b', measure)], [deviceOf({ externalId: 'd' })]);
    expect(parts.d).toMatchObject({ part: 'billed_once' });
    expect(parts.d?.billings[0]?.lines).toHaveLength(2);
  });
});

describe('what is counted by more than one line', () => {
  test('is as it should be for two services, and likely unintended for one product or a seat', () => {
    const servers = measureOf('devices', { categories: ['server'] });
    const all = measureOf('devices');
    const server = [deviceOf({ externalId: 'd', category: 'server' })];
    const services = partsOf(
      [lineWith('a', servers, { productKey: 'p1' }), lineWith('b', servers, { productKey: 'p2' })],
      server,
    );
    expect(services.d).toMatchObject({ part: 'billed_more_than_once', isLikelyUnintended: false });
    const product = partsOf([lineWith('a', servers), lineWith('b', all)], server);
    expect(product.d).toMatchObject({ part: 'billed_more_than_once', isLikelyUnintended: true });
    const seats = measureOf('licenses');
    const sold = partsOf(
      [lineWith('a', seats, { productKey: 'p1' }), lineWith('b', seats, { productKey: 'p2' })],
      [licenseOf({ externalId: 'd' })],
    );
    expect(sold.d).toMatchObject({ isLikelyUnintended: true });
  });

  test('a person without a licence is not billable until a line counts whoever is active', () => {
    const records = [userOf({ externalId: 'u', paidLicenses: 0 })];
    expect(partsOf([lineWith('a', measureOf('users'))], records).u).toMatchObject({
      reason: { code: 'unlicensed' },
    });
    const active = lineWith('a', measureOf('users', { scope: 'active' }));
    expect(partsOf([active], records).u).toMatchObject({ part: 'billed_once' });
  });
});
