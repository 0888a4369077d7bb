import { expect, test } from 'vitest';
import { testLine } from '../testing/test-line.ts';
import { linkParents, proposedEffect } from './link-rules.ts';

const adjustment = testLine({
  id: 'adj',
  isAdjustment: true,
  unitPrice: { amount: '-45.00', currency: 'USD' },
});

test('only lines of the same organization, cycle and currency that are no adjustments can be parents', () => {
  const lines = [
    adjustment,
    testLine({ id: 'fits' }),
    testLine({ id: 'other-client', organizationId: 'org_2' }),
    testLine({ id: 'yearly', billingCycle: 'yearly' }),
    testLine({ id: 'euro', unitPrice: { amount: '45.00', currency: 'EUR' } }),
    testLine({ id: 'credit', isAdjustment: true }),
  ];
  expect(linkParents(adjustment, lines).map((line) => line.id)).toEqual(['fits']);
});

test("lines of the adjustment's own agreement come first", () => {
  const lines = [
    testLine({ id: 'elsewhere', agreementId: 'agr_2', productName: 'A' }),
    testLine({ id: 'here', productName: 'Z' }),
  ];
  expect(linkParents(adjustment, lines).map((line) => line.id)).toEqual(['here', 'elsewhere']);
});

test("a credit at the parent's own price takes from the quantity, any other from the price", () => {
  expect(proposedEffect(adjustment, testLine({ unitPrice: { amount: '45', currency: 'USD' } }))).toBe(
    'quantity',
  );
  expect(proposedEffect(adjustment, testLine({ unitPrice: { amount: '50.00', currency: 'USD' } }))).toBe(
    'price',
  );
});
