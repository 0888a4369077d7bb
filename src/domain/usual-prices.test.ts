import { expect, test } from 'vitest';
import { Decimal } from './money.ts';
import { lineOf, mappingOf } from './testing.ts';
import { usualPrices } from './usual-prices.ts';

test('the usual price is the middle one, of one unit and month, by currency, with its spread', () => {
  const lines = [
    lineOf({ unitPrice: 10 }),
    lineOf({ unitPrice: 120, agreement: { billingCycle: 'yearly' } }),
    lineOf({ unitPrice: 30, mapping: mappingOf({ unitsPerLine: new Decimal(2) }) }),
    lineOf({ unitPrice: 99, billingType: 'no_charge' }),
    lineOf({ unitPrice: 0 }),
    lineOf({ unitPrice: 500, agreement: { billingCycle: 'one_time' } }),
    lineOf({ unitPrice: 7, agreement: { currency: 'EUR' } }),
  ];
  const [dollars, euros] = usualPrices(lines);
  expect(dollars).toMatchObject({ currency: 'USD', lines: 3 });
  expect([dollars?.lowest, dollars?.median, dollars?.highest].map(String)).toEqual(['10', '10', '15']);
  expect(euros).toMatchObject({ currency: 'EUR', lines: 1 });
});

test('without a line that has a price there is no usual price, and none is made up', () => {
  expect(usualPrices([lineOf({ unitPrice: 0 })])).toEqual([]);
});
