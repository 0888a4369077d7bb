import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { VendorLineItem } from '../../domain/agreement.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { connector } from './index.ts';
import { clientRow, invoiceRow, lineRow } from './schema.ts';
import { toAgreement, toCompany, toLineItem } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const fixture = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/recurring-invoice.json'), 'utf8'),
);

function line(changes: Record<string, unknown> = {}): VendorLineItem {
  return toLineItem(lineRow.parse({ id: 1, ...changes }), 'monthly');
}

function invoice(changes: Record<string, unknown> = {}) {
  return toAgreement(invoiceRow.parse({ id: -1, client_id: 2, ...changes }), []);
}

describe('agreements', () => {
  test('a recurring invoice with its lines', () => {
    const lines = fixture.lines.map((row: unknown) => lineRow.parse(row));
    const agreement = toAgreement(invoiceRow.parse(fixture), lines);
    expect(agreement).toMatchObject({
      externalId: '-94',
      companyExternalId: '27',
      name: 'Managed services',
      status: 'active',
      startDate: '2025-01-01',
      endDate: '2027-12-31',
      cancelledDate: null,
      billingCycle: 'monthly',
      billingCycleRaw: '2',
      currency: 'GBP',
      url: null,
    });
    expect(agreement.lineItems.map(({ externalId, isHeading }) => [externalId, isHeading])).toEqual([
      ['501', true],
      ['502', false],
      ['503', false],
      ['504', false],
    ]);
    expect(agreement.lineItems[1]).toEqual({
      externalId: '502',
      productId: '31',
      productName: 'Managed workstation',
      description: 'Monitoring, patching and support',
      quantity: '11',
      includedQuantity: '3',
      minimumQuantity: '5',
      unitPrice: '22.5',
      extendedAmount: '180',
      quantitySource: 'asset_count',
      quantitySourceRaw: '3',
      isHeading: false,
      isActive: true,
      billingType: 'billable',
      billingCycle: null,
      effectiveFrom: null,
      effectiveTo: null,
    });
  });

  test('a disabled invoice is inactive', () => {
    expect(invoice({ disabled: true }).status).toBe('inactive');
    expect(invoice({ disabled: null }).status).toBe('active');
  });

  test.each([
    [0, 'one_time'],
    [1, 'weekly'],
    [2, 'monthly'],
    [3, 'yearly'],
    [4, 'quarterly'],
    [5, 'half_yearly'],
    [6, 'five_yearly'],
    [7, 'three_yearly'],
    [8, 'two_yearly'],
    [9, 'four_yearly'],
    [10, 'unknown'],
    [-1, 'unknown'],
    [null, 'unknown'],
  ])('period %s is %s', (period, billingCycle) => {
    expect(invoice({ period })).toMatchObject({
      billingCycle,
      billingCycleRaw: period === null ? null : `${period}`,
    });
  });

  test('dates are taken as written, and none before 2000 are', () => {
    const dates = (startdate: unknown, enddate: unknown) => {
      const { startDate, endDate } = invoice({ startdate, enddate });
      return [startDate, endDate];
    };
    expect(dates('2026-03-31T23:30:00', '2026-04-01T00:00:00Z')).toEqual(['2026-03-31', '2026-04-01']);
    expect(dates('1900-01-01T00:00:00', '0001-01-01T00:00:00')).toEqual([null, null]);
    expect(dates('', '2026-02-31T00:00:00')).toEqual([null, null]);
  });

  test('a currency that is no code reads as none', () => {
    expect(invoice({ currency_code_name: 'usd' }).currency).toBe('USD');
    expect(invoice({ currency_code_name: '£' }).currency).toBeNull();
  });

  test('an invoice without a name is called by its reference', () => {
    expect(invoice({ name: '', reference: 'HL-1' }).name).toBe('HL-1');
    expect(invoice().name).toBe('Recurring invoice -1');
  });

  test('a client without a name still has one', () => {
    expect(toCompany(clientRow.parse({ id: 5 })).name).toBe('Client 5');
  });
});

describe('quantities', () => {
  test.each([
    [null, 'manual', null],
    [0, 'manual', '0'],
    [1, 'license_count', '1'],
    [2, 'user_count', '2'],
    [3, 'asset_count', '3'],
    [4, 'subscription_count', '4'],
    [5, 'custom_sql', '5'],
    [-1, 'custom_sql', '-1'],
  ])('quantity type %s is %s', (type, quantitySource, quantitySourceRaw) => {
    expect(line({ recurring_invoice_quantity_type: type })).toMatchObject({
      quantitySource,
      quantitySourceRaw,
    });
  });

  test('a custom query decides whatever the type says, and a meter is never manual', () => {
    expect(line({ recurring_invoice_quantity_type: 3, quantity_custom: 12 })).toMatchObject({
      quantitySource: 'custom_sql',
      quantitySourceRaw: 'custom 12',
    });
    expect(line({ quantity_custom: 0 }).quantitySource).toBe('manual');
    expect(line({ is_meter: true })).toMatchObject({
      quantitySource: 'custom_sql',
      quantitySourceRaw: 'meter',
    });
  });

  test.each([
    [1, 'quantity_licences'],
    [2, 'quantity_users'],
    [3, 'quantity_assets'],
    [4, 'quantity_subscriptions'],
  ])('a computed line of type %i takes its free units and minimum from %s', (type, field) => {
    const counted = [
      { qty_free: 2, minimum_qty: 5 },
      { qty_free: null, minimum_qty: -1 },
      { qty_free: 1, minimum_qty: 4 },
    ];
    const row = { qty_order: 8, recurring_invoice_quantity_type: type, [field]: counted };
    expect(line(row)).toMatchObject({ quantity: '11', includedQuantity: '3', minimumQuantity: '9' });
    const other = { ...row, recurring_invoice_quantity_type: (type % 4) + 1 };
    expect(line(other)).toMatchObject({ quantity: '8', includedQuantity: '0', minimumQuantity: null });
  });

  test('free units left over on a manual line do not count', () => {
    const row = { qty_order: 8, recurring_invoice_quantity_type: 0, quantity_assets: [{ qty_free: 2 }] };
    expect(line(row)).toMatchObject({ quantity: '8', includedQuantity: '0' });
  });

  test('numbers stay decimals: no exponents, no floating-point tails', () => {
    const row = {
      qty_order: 0.1,
      unit_price: 1e-7,
      net_amount: 1e21,
      recurring_invoice_quantity_type: 2,
      quantity_users: [{ qty_free: 0.2 }],
    };
    expect(line(row)).toMatchObject({
      quantity: '0.3',
      unitPrice: '0.0000001',
      extendedAmount: '1000000000000000000000',
    });
    expect(line()).toMatchObject({ quantity: '0', unitPrice: '0', extendedAmount: null });
  });
});

describe('lines', () => {
  test('a line that stops on a day is out of effect from the next', () => {
    expect(line({ startdate: '2026-01-15T00:00:00', enddate: '2026-12-31T00:00:00' })).toMatchObject({
      effectiveFrom: '2026-01-15',
      effectiveTo: '2027-01-01',
    });
  });

  test('the own cycle is told only where it differs', () => {
    expect(line({ billingperiod: 2 }).billingCycle).toBeNull();
    expect(line({ billingperiod: null }).billingCycle).toBeNull();
    expect(line({ billingperiod: 3 }).billingCycle).toBe('yearly');
    expect(line({ billingperiod: 77 }).billingCycle).toBe('unknown');
    expect(line({ billingperiod: 2, onetimecharge: true }).billingCycle).toBe('one_time');
  });

  test('inactive lines and headings are told', () => {
    expect(line({ isinactive: true }).isActive).toBe(false);
    expect(line({ isgroupdesc: true }).isHeading).toBe(true);
    expect(line()).toMatchObject({ isActive: true, isHeading: false });
  });

  test('the product is the short description, else the code, else the long one', () => {
    const names = { item_shortdescription: 'A', item_code: 'B', item_longdescription: 'C' };
    expect(line(names).productName).toBe('A');
    expect(line({ ...names, item_shortdescription: null }).productName).toBe('B');
    expect(line({ item_longdescription: 'C' }).productName).toBe('C');
    expect(line({ _itemid: 0 }).productId).toBeNull();
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  test('what lists leave out is read from the single invoice', async () => {
    sandbox = await startSandbox();
    const { agreements } = await readAll(openSession({ connector }, sandbox));
    const omitted = sandbox.msp.halopsa.listOmitsQuantities;
    const opened = sandbox
      .requests('halopsa')
      .filter(({ path }) => path.startsWith('/api/RecurringInvoice/'));
    expect(opened.length).toBeGreaterThan(0);
    expect(opened.length).toBeLessThanOrEqual(omitted.size);
    const freeUnits = sandbox.msp.halopsa.invoices
      .filter(({ id }) => omitted.has(id))
      .flatMap(({ lines }) => lines.flatMap((row) => row.quantity_assets ?? []))
      .reduce((sum, { qty_free }) => sum + qty_free, 0);
    const included = agreements
      .filter(({ externalId }) => omitted.has(Number(externalId)))
      .flatMap(({ lineItems }) => lineItems.filter(({ quantitySource }) => quantitySource === 'asset_count'))
      .reduce((sum, { includedQuantity }) => sum + Number(includedQuantity), 0);
    expect(included).toBe(freeUnits);
  });

  test('every line is what the MSP really bills', async () => {
    sandbox = await startSandbox();
    const { agreements } = await readAll(openSession({ connector }, sandbox));
    const lines = agreements.flatMap((agreement) =>
      agreement.lineItems.map((item) => [item.externalId, item.quantitySource]),
    );
    const truth = sandbox.msp.expectations.map(({ psaLineExternalId, mode }) => [psaLineExternalId, mode]);
    expect(lines.sort()).toEqual(truth.sort());
  });

  test('an invoice whose client is missing from the list brings its client along', async () => {
    sandbox = await startSandbox();
    const [invoice] = sandbox.msp.halopsa.invoices;
    if (!invoice) throw new Error('the sandbox has no invoices');
    Object.assign(invoice, { client_id: 9999, client_name: 'Forgotten & Sons' });
    const { companies, agreements } = await readAll(openSession({ connector }, sandbox));
    expect(companies).toContainEqual({
      externalId: '9999',
      name: 'Forgotten & Sons',
      domains: [],
      tenantId: null,
    });
    expect(agreements).toContainEqual(expect.objectContaining({ companyExternalId: '9999' }));
  });

  test('an inactive client is told of only when something is billed to it', async () => {
    sandbox = await startSandbox();
    const { clients, invoices } = sandbox.msp.halopsa;
    const billed = clients.find(({ id }) => invoices.some((row) => row.client_id === id));
    const [first] = clients;
    if (!billed || !first) throw new Error('the sandbox has no clients');
    billed.inactive = true;
    clients.push({ ...first, id: 8888, name: 'Long gone', inactive: true });
    const { companies } = await readAll(openSession({ connector }, sandbox));
    const ids = companies.map(({ externalId }) => externalId);
    expect(ids).toContain(String(billed.id));
    expect(ids).not.toContain('8888');
  });

  test('an instance that does not tell where tokens are issued is asked at the usual place', async () => {
    sandbox = await startSandbox();
    sandbox.setFault('halopsa', { kind: 'status', status: 404, path: '/api/authinfo' });
    expect(await openSession({ connector }, sandbox).test()).toMatch(/^Signed in to HaloPSA/);
  });

  test('the tenant may be left empty where the instance tells it', async () => {
    sandbox = await startSandbox();
    expect(await openSession({ connector }, sandbox, { tenant: '' }).test()).toMatch(/^Signed in to HaloPSA/);
  });
});
