import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { VendorAgreement, VendorLineItem } from '../../domain/agreement.ts';
import { additionRow, adjustmentRow, agreementRow, companyRow } from './schema.ts';
import { toAdjustmentLine, toAgreement, toCompany, toLineItem } from './transform.ts';

const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/agreement.json'), 'utf8'));
const productNames = new Map([['31', 'Managed workstation']]);
const context = { productNames, cycleOptions: new Map([['2', 'Quarterly']]), today: '2026-06-15' };

function agreement(changes: Record<string, unknown> = {}, today = context.today): VendorAgreement {
  const row = agreementRow.parse({ id: 1, company: { id: 2 }, ...changes });
  return toAgreement(row, [], { ...context, today });
}

function addition(changes: Record<string, unknown> = {}): VendorLineItem {
  const row = {
    id: 1,
    quantity: 10,
    unitPrice: 5,
    billCustomer: 'Billable',
    product: { id: 31 },
    ...changes,
  };
  return toLineItem(additionRow.parse(row), context);
}

function adjustment(
  changes: Record<string, unknown> = {},
  applicationUnits: unknown = 'Amount',
): VendorLineItem {
  const owner = agreementRow.parse({ id: 1, company: { id: 2 }, applicationUnits });
  return toAdjustmentLine(adjustmentRow.parse({ id: 9, amount: -20, ...changes }), owner);
}

describe('agreements', () => {
  test('an agreement of a company, under its parent', () => {
    expect(toAgreement(agreementRow.parse(fixture.agreement), [], context)).toEqual({
      externalId: '812',
      companyExternalId: '27',
      name: 'Managed services',
      status: 'active',
      startDate: '2025-01-01',
      endDate: '2027-12-31',
      cancelledDate: null,
      billingCycle: 'quarterly',
      billingCycleRaw: 'Every quarter (Quarterly)',
      currency: 'CAD',
      parentExternalId: '800',
      url: null,
      lineItems: [],
    });
  });

  test.each([
    ['Active', 'active'],
    ['Cancelled', 'cancelled'],
    ['Expired', 'expired'],
    ['Inactive', 'inactive'],
  ])('the status %s is %s', (agreementStatus, status) => {
    expect(agreement({ agreementStatus }).status).toBe(status);
  });

  test('what is inactive because it has not begun is upcoming by its date', () => {
    const row = { agreementStatus: 'Inactive', startDate: '2026-06-16T00:00:00Z' };
    expect(agreement(row)).toMatchObject({ status: 'active', startDate: '2026-06-16' });
    expect(agreement(row, '2026-06-16').status).toBe('inactive');
  });

  test('without a status that is known, the flag and the dates decide', () => {
    expect(agreement({ agreementStatus: 'Paused' }).status).toBe('active');
    expect(agreement({ cancelledFlag: true }).status).toBe('cancelled');
    expect(agreement({ cancelledFlag: true, dateCancelled: '2026-07-01T00:00:00Z' })).toMatchObject({
      status: 'active',
      cancelledDate: '2026-07-01',
    });
  });

  test('a cancellation that was taken back leaves no date, and neither does an agreement without an end', () => {
    const dates = { dateCancelled: '2026-01-01T00:00:00Z', endDate: '2026-12-31T00:00:00Z' };
    expect(agreement({ ...dates, cancelledFlag: false, noEndingDateFlag: true })).toMatchObject({
      cancelledDate: null,
      endDate: null,
    });
    expect(agreement({ ...dates, cancelledFlag: null, noEndingDateFlag: null })).toMatchObject({
      cancelledDate: '2026-01-01',
      endDate: '2026-12-31',
    });
  });

  test.each([undefined, null, '', 'soon', '2026-02-31T00:00:00Z'])('the date %s is none', (startDate) => {
    expect(agreement({ startDate }).startDate).toBeNull();
  });

  test('a currency that is no code reads as none', () => {
    expect(agreement({ currency: { currencyCode: 'usd' } }).currency).toBe('USD');
    expect(agreement({ currency: { currencyCode: '$' } }).currency).toBeNull();
    expect(agreement({ currency: null }).currency).toBeNull();
  });

  test('a company or an agreement without a name still has one', () => {
    expect(toCompany(companyRow.parse({ id: 5, identifier: 'Acme' })).name).toBe('Acme');
    expect(toCompany(companyRow.parse({ id: 5 })).name).toBe('Company 5');
    expect(agreement().name).toBe('Agreement 1');
  });
});

describe('billing cycles', () => {
  const cycleOf = (billingCycle: unknown, option: string | null) => {
    const row = agreementRow.parse({ id: 1, company: { id: 2 }, billingCycle });
    const { billingCycle: cycle, billingCycleRaw } = toAgreement(row, [], {
      ...context,
      cycleOptions: new Map([['4', option]]),
    });
    return [cycle, billingCycleRaw];
  };

  test.each([
    ['Weekly', 'weekly'],
    ['BiWeekly', 'two_weekly'],
    ['Monthly', 'monthly'],
    ['BiMonthly', 'two_monthly'],
    ['Quarterly', 'quarterly'],
    ['SemiAnnual', 'half_yearly'],
    ['Yearly', 'yearly'],
    ['NotRecurring', 'one_time'],
    ['Decennial', 'unknown'],
  ])('the option %s is %s, whatever the cycle is called', (option, cycle) => {
    expect(cycleOf({ id: 4, name: 'Monthly, more or less' }, option)).toEqual([
      cycle,
      `Monthly, more or less (${option})`,
    ]);
  });

  test('a cycle without an option is unknown, even if its name sounds like one', () => {
    expect(cycleOf({ id: 4, name: 'Monthly' }, null)).toEqual(['unknown', 'Monthly']);
  });

  test('the name decides only where the cycle is not in the list', () => {
    expect(cycleOf({ id: 77, name: 'Semi-Annual' }, null)).toEqual(['half_yearly', 'Semi-Annual']);
    expect(cycleOf({ id: 77, name: 'Every blue moon' }, null)).toEqual(['unknown', 'Every blue moon']);
    expect(cycleOf(null, null)).toEqual(['unknown', null]);
  });

  test('an agreement that bills once is one-time in any cycle', () => {
    expect(
      agreement({ billOneTimeFlag: true, billingCycle: { id: 2, name: 'Quarterly' } }).billingCycle,
    ).toBe('one_time');
  });
});

describe('additions', () => {
  test('the quantity is gross, free units are told apart, and the name is the catalogue’s', () => {
    const [first] = fixture.additions.map((row: unknown) => toLineItem(additionRow.parse(row), context));
    expect(first).toEqual({
      externalId: '4001',
      productId: '31',
      productName: 'Managed workstation',
      description: 'Monitoring, patching and support',
      quantity: '25',
      includedQuantity: '5',
      minimumQuantity: null,
      unitPrice: '22.5',
      extendedAmount: '562.5',
      quantitySource: 'manual',
      quantitySourceRaw: null,
      isHeading: false,
      isActive: true,
      billingType: 'billable',
      billingCycle: null,
      effectiveFrom: '2025-01-01',
      effectiveTo: null,
    });
  });

  test('the day of the cancellation is the first one without it', () => {
    const [, discount] = fixture.additions.map((row: unknown) => toLineItem(additionRow.parse(row), context));
    expect(discount).toMatchObject({
      productName: 'Loyalty discount',
      unitPrice: '-50',
      includedQuantity: '0',
      effectiveFrom: '2026-01-15',
      effectiveTo: '2026-07-15',
    });
  });

  test.each([
    ['Billable', 'billable'],
    ['DoNotBill', 'do_not_bill'],
    ['NoCharge', 'no_charge'],
  ])('%s is %s', (billCustomer, billingType) => {
    expect(addition({ billCustomer })).toMatchObject({ billingType, billingCycle: null });
  });

  test('money is not derived from billing that nobody knows, and the word is shown', () => {
    const line = addition({ billCustomer: 'HalfPrice', description: 'Backup' });
    expect(line).toMatchObject({
      quantity: '10',
      billingCycle: 'unknown',
      description: 'Backup (billed to the customer: "HalfPrice")',
    });
    expect(addition({ billCustomer: null }).billingCycle).toBe('unknown');
  });

  test('a missing price is no price of 0', () => {
    expect(addition({ unitPrice: null }).billingCycle).toBe('unknown');
    expect(addition({ unitPrice: 0 })).toMatchObject({ unitPrice: '0', billingCycle: null });
  });

  test('a quantity that is missing or not understood rejects the line: it is not 0', () => {
    const parse = (quantity: unknown) => additionRow.safeParse({ id: 1, quantity });
    for (const quantity of [undefined, null, 'many', '']) expect(parse(quantity).success).toBe(false);
    expect(parse(0).success).toBe(true);
    expect(parse('2.5').data?.quantity).toBe(2.5);
  });

  test('a status of the addition changes nothing: its dates say when it is in effect', () => {
    expect(addition({ additionStatus: 'Suspended', agreementStatus: 'Expired' })).toEqual(addition());
  });

  test('without an entry in the catalogue the name is the description, else the product’s code', () => {
    const product = { id: 99, identifier: 'X-1' };
    expect(addition({ product, description: 'Firewall' }).productName).toBe('Firewall');
    expect(addition({ product }).productName).toBe('X-1');
    expect(addition({ product: null })).toMatchObject({ productName: 'Addition 1', productId: null });
  });

  test('numbers stay decimals: no exponents, no floating-point tails', () => {
    expect(addition({ quantity: 0.1, unitPrice: 1e-7, extPrice: 1e21, lessIncluded: 0.05 })).toMatchObject({
      quantity: '0.1',
      unitPrice: '0.0000001',
      extendedAmount: '1000000000000000000000',
      includedQuantity: '0.05',
    });
  });
});

describe('adjustments', () => {
  test('an amount is a line of its own, once, that no addition can be taken for', () => {
    const [row] = fixture.adjustments.map((one: unknown) => adjustmentRow.parse(one));
    expect(toAdjustmentLine(row, agreementRow.parse(fixture.agreement))).toMatchObject({
      externalId: 'adjustment-4001',
      productId: null,
      productName: 'Goodwill for the outage in May',
      quantity: '1',
      unitPrice: '-150.1',
      extendedAmount: '-150.1',
      isHeading: false,
      billingCycle: 'one_time',
      effectiveFrom: '2026-05-20',
      effectiveTo: null,
    });
  });

  test.each(['Hours', 'Incidents', 'Bananas'])('%s are no money', (units) => {
    expect(adjustment({ amount: -5 }, units)).toMatchObject({
      description: `-5 ${units.toLowerCase()}`,
      quantity: '0',
      unitPrice: '0',
      extendedAmount: null,
      isHeading: true,
    });
  });

  test('an agreement that does not say its unit has amounts', () => {
    expect(adjustment({}, null)).toMatchObject({ productName: 'Agreement adjustment', unitPrice: '-20' });
  });

  test('an adjustment without an amount is rejected', () => {
    expect(adjustmentRow.safeParse({ id: 1, description: 'Something' }).success).toBe(false);
  });
});
