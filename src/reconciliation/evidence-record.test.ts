import { expect, test } from 'vitest';
import type { LicenseRecord } from '../domain/inventory.ts';
import type { Measure } from '../domain/measure.ts';
import { presentRecord } from './evidence-record.ts';

const SEATS: Measure = {
  integrationId: 'csp',
  metric: 'licenses',
  filter: { skuIds: [], basis: 'purchased', includeTrials: false, includeSuspended: false },
};

const RECORD: LicenseRecord = {
  externalId: 's1',
  companyExternalId: 'c1',
  skuId: 'sku',
  skuName: 'Microsoft 365 Business Premium',
  partNumber: null,
  purchased: 35,
  assigned: null,
  state: 'active',
  rawStatus: 'active',
  isTrial: false,
  exclusion: null,
  term: null,
  termEndsAt: null,
};

const detailOf = (part: Partial<LicenseRecord>): string =>
  presentRecord(SEATS, { ...RECORD, ...part }, 35).detail;

test('seats of a commitment say until when they are locked; others say only what is known', () => {
  const termEndsAt = '2027-03-18T00:00:00.000Z';
  expect(detailOf({ term: 'P1Y', termEndsAt })).toBe(
    '35 purchased · 1-year commitment, locked until 18 Mar 2027',
  );
  expect(detailOf({ term: 'P1M', termEndsAt: null })).toBe('35 purchased · 1-month commitment');
  expect(detailOf({ term: 'Monthly', termEndsAt })).toBe('35 purchased · Monthly · until 18 Mar 2027');
  expect(detailOf({ termEndsAt })).toBe('35 purchased · until 18 Mar 2027');
  expect(detailOf({})).toBe('35 purchased');
});
