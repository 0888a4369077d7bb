import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { cspOf } from '../../../sandbox/microsoft-csp/data.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { LicenseRecord } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { connector } from './index.ts';
import { customerRow, subscriptionRow } from './schema.ts';
import { isResold, toCompany, toLicense } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const CUSTOMER = '4d3cf487-70f4-4e1e-9ff1-b2bfce8d9f04';
const [basic, addOn, azure, bare]: Record<string, unknown>[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/subscriptions.json'), 'utf8'),
);

function license(changes: Record<string, unknown> = {}, row = basic): LicenseRecord {
  return toLicense(subscriptionRow.parse({ ...row, ...changes }), CUSTOMER);
}

describe('licences', () => {
  test('a subscription with its term and the end of its commitment', () => {
    expect(license()).toEqual({
      externalId: '3d9f6d5e-6f0c-4a55-9a53-6f3a3d0c1a01',
      companyExternalId: CUSTOMER,
      skuId: 'CFQ7TTC0LH18:0001',
      skuName: 'Microsoft 365 Business Basic',
      partNumber: null,
      purchased: 15,
      assigned: null,
      state: 'active',
      rawStatus: 'active',
      isTrial: false,
      exclusion: null,
      term: 'P1Y',
      termEndsAt: '2027-09-13T23:59:59.000Z',
    });
  });

  test('two terms of one SKU are one SKU', () => {
    const monthly = license({ offerId: 'CFQ7TTC0LH18:0001:CFQ7TTC0ZZZZ', termDuration: 'P1M' });
    expect([monthly.skuId, monthly.term]).toEqual(['CFQ7TTC0LH18:0001', 'P1M']);
  });

  test('an add-on of the time before new commerce is a licence of its own offer', () => {
    expect(license({}, addOn)).toMatchObject({
      skuId: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
      purchased: 2,
      state: 'active',
      isTrial: false,
      term: null,
      termEndsAt: '2027-02-10T00:00:00.000Z',
    });
  });

  test('what is billed by usage has no seats, and no end where Microsoft writes the year 9999', () => {
    expect(license({}, azure)).toMatchObject({ exclusion: 'usage_based', termEndsAt: null });
    expect(license({ billingType: 'benefit' }).exclusion).toBe('usage_based');
  });

  test('the barest sample has its offer in a link, and is not taken for seats', () => {
    expect(license({}, bare)).toMatchObject({
      skuId: '0CCA44D6-68E9-4762-94EE-31ECE98783B9',
      skuName: 'nickname',
      state: 'unknown',
      rawStatus: 'active, billing type none',
      termEndsAt: '2026-12-12T08:00:00.000Z',
    });
  });

  test('without a billing type the unit tells', () => {
    expect(license({ billingType: 'none' })).toMatchObject({ state: 'active', exclusion: null });
    expect(license({ billingType: null, unitType: 'Usage-based' }).exclusion).toBe('usage_based');
  });

  test.each([
    ['active', 'active', null],
    ['suspended', 'suspended', null],
    ['expired', 'suspended', null],
    ['disabled', 'suspended', null],
    ['deleted', 'suspended', 'deleted'],
    ['pending', 'unknown', null],
    ['none', 'unknown', null],
    ['hibernating', 'unknown', null],
    [null, 'unknown', null],
  ])('the status %s reads as %s', (status, state, exclusion) => {
    expect(license({ status })).toMatchObject({ state, exclusion, rawStatus: status });
  });

  test('trials are apart', () => {
    expect(license({ isTrial: true })).toMatchObject({ isTrial: true, state: 'active' });
  });

  test.each([
    ['quantity', { quantity: null }],
    ['offerId', { offerId: '' }],
  ])('without a %s the row is not understood', (field, changes) => {
    const { records, rejected } = parseRows(subscriptionRow, [{ ...basic, ...changes }], 'licenses');
    expect(records).toEqual([]);
    expect(rejected[0]?.message).toBe(`${field}: missing`);
  });
});

describe('customers', () => {
  const row = (changes: Record<string, unknown> = {}) =>
    customerRow.parse({
      id: CUSTOMER,
      companyProfile: { tenantId: CUSTOMER, domain: 'Harborview.example', companyName: 'Harborview' },
      relationshipToPartner: 'reseller',
      ...changes,
    });

  test('a customer is its tenant', () => {
    expect(toCompany(row())).toEqual({
      externalId: CUSTOMER,
      name: 'Harborview',
      domains: ['harborview.example'],
      tenantId: CUSTOMER,
    });
    expect(toCompany(row({ companyProfile: null })).name).toBe(CUSTOMER);
  });

  test('only those that the partner does not sell to are left out', () => {
    const isLeft = (relationshipToPartner: string | null) => !isResold(row({ relationshipToPartner }));
    expect(['none', 'advisor', 'syndication', 'microsoft_support'].every(isLeft)).toBe(true);
    expect(['reseller', 'Reseller', 'hologram', null].some(isLeft)).toBe(false);
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());
  const read = () => readAll(openSession({ connector }, sandbox));

  test('a customer whose subscriptions are refused is reported and costs no other', async () => {
    sandbox = await startSandbox();
    const { customers, refusing } = cspOf(sandbox.msp);
    const { companies, licenses, failedCompanies } = await read();
    expect(companies).toHaveLength(customers.length - 1);
    expect(companies.map(({ name }) => name)).not.toContain('Old Mill Brewpub');
    expect(failedCompanies.map(({ companyExternalId }) => companyExternalId)).toEqual(refusing);
    expect(failedCompanies[0]?.message).toContain('status 403');
    expect(licenses.some(({ companyExternalId }) => refusing.includes(companyExternalId))).toBe(false);
    expect(licenses.length).toBeGreaterThan(50);
  });

  test('subscriptions that cannot be read for now fail the reading', async () => {
    sandbox = await startSandbox();
    sandbox.setFault('microsoft-csp', {
      kind: 'status',
      status: 429,
      path: '/subscriptions',
      retryAfterSeconds: 0,
    });
    await expect(read()).rejects.toMatchObject({ code: 'rate_limited' });
    sandbox.setFault('microsoft-csp', { kind: 'malformed', path: '/subscriptions' });
    await expect(read()).rejects.toMatchObject({ code: 'bad_response' });
  });
});
