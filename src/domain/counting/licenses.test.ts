import { describe, expect, test } from 'vitest';
import type { LicenseRecord } from '../inventory.ts';
import type { LicenseFilter } from '../measure.ts';
import { countOf, licenseOf, verdictOf } from './testing.ts';

const verdict = (license: Partial<LicenseRecord>, filter: Partial<LicenseFilter> = {}) =>
  verdictOf('licenses', filter, licenseOf(license));
const EVERYTHING = { includeTrials: true, includeSuspended: true };

describe('seats count', () => {
  test.each<[string, Partial<LicenseRecord>, Partial<LicenseFilter>]>([
    ['of active subscriptions', {}, {}],
    ['of those in their grace period', { state: 'grace' }, {}],
    ['of suspended ones when asked for', { state: 'suspended' }, { includeSuspended: true }],
    ['of trials when asked for', { isTrial: true }, { includeTrials: true }],
    ['of the selected SKU, whatever its case', { skuId: 'SKU-A' }, { skuIds: [' sku-a '] }],
  ])('%s', (_, license, filter) => {
    expect(verdict(license, filter)).toBe('counted');
  });
});

describe('seats do not count', () => {
  test.each<[string, Partial<LicenseRecord>, Partial<LicenseFilter>, RegExp]>([
    ['of suspended subscriptions', { state: 'suspended' }, { includeTrials: true }, /^suspended:/],
    ['of trials', { isTrial: true }, { includeSuspended: true }, /^trial:/],
    [
      'of suspended trials when only trials are asked for',
      { state: 'suspended', isTrial: true },
      { includeTrials: true },
      /^suspended:/,
    ],
    [
      'of suspended trials when only suspended ones are',
      { state: 'suspended', isTrial: true },
      { includeSuspended: true },
      /^trial:/,
    ],
    ['of another SKU', { skuId: 'other' }, { skuIds: ['sku'] }, /^filter: another SKU/],
    [
      'of a status that is not understood',
      { state: 'unknown', rawStatus: 'Odd' },
      EVERYTHING,
      /^status_unknown: .*“Odd”/,
    ],
    ['that are free, ever', { exclusion: 'free' }, EVERYTHING, /^free:/],
    ['that are deleted, ever', { exclusion: 'deleted' }, EVERYTHING, /^deleted:/],
    ['that are billed by usage, ever', { exclusion: 'usage_based' }, EVERYTHING, /^usage_based:/],
    ['of a whole company, ever', { exclusion: 'company_wide' }, EVERYTHING, /^company_wide:/],
  ])('%s', (_, license, filter, words) => {
    expect(verdict(license, filter)).toMatch(words);
  });
});

describe('over several subscriptions of a SKU', () => {
  // The first carries the seats in use of the SKU as a whole.
  const records = [
    licenseOf({ externalId: 'a', purchased: 10, assigned: 11 }),
    licenseOf({ externalId: 'b', purchased: 5, assigned: null, state: 'grace' }),
    licenseOf({ externalId: 'c', purchased: 4, assigned: null, state: 'suspended' }),
    licenseOf({ externalId: 'd', purchased: 2, assigned: 2, skuId: 'another' }),
  ];

  test.each<[Partial<LicenseFilter>, number]>([
    [{ skuIds: ['sku'] }, 15],
    [{ skuIds: ['sku'], includeSuspended: true }, 19],
    [{}, 17],
    [{ skuIds: ['sku'], basis: 'assigned' }, 11],
    [{ basis: 'assigned' }, 13],
    [{ skuIds: ['sku', 'another'] }, 17],
  ])('%j is %d', (filter, total) => {
    expect(countOf('licenses', filter, records).total.toNumber()).toBe(total);
  });

  test('the seats in use are counted once, with the reason for the others', () => {
    const { leftOut } = countOf('licenses', { skuIds: ['sku'], basis: 'assigned' }, records.slice(0, 2));
    expect(leftOut.map(({ reason }) => reason.code)).toEqual(['counted_with_sku']);
  });
});
