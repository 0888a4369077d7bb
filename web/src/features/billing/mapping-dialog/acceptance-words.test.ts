import { expect, test } from 'vitest';
import type { Result } from '../../../api/types.ts';
import { acceptanceWords, canAccept } from './acceptance-words.ts';

const ACCEPTANCE: NonNullable<Result['acceptance']> = {
  reason: 'Spare laptops',
  until: null,
  variance: 2,
  by: 'Robin',
  at: '2020-03-01T12:00:00.000Z',
  reopenedAt: null,
  reopenedBecause: null,
};

test('an acceptance says by whom, when and how long', () => {
  expect(acceptanceWords({ acceptance: ACCEPTANCE })).toMatch(
    /^Accepted by Robin on .*2020, until the variance changes$/,
  );
  expect(acceptanceWords({ acceptance: { ...ACCEPTANCE, until: '2021-05-09' } })).toMatch(/until .*2021$/);
  expect(acceptanceWords({ acceptance: null })).toBeNull();
});

test('a reopened acceptance says why it no longer holds', () => {
  const reopened = {
    ...ACCEPTANCE,
    reopenedAt: '2020-04-01T12:00:00.000Z',
    reopenedBecause: 'the variance changed',
  };
  expect(acceptanceWords({ acceptance: reopened })).toMatch(/reopened on .*2020: the variance changed$/);
});

test('only a discrepancy, accepted or not, can be accepted', () => {
  expect(canAccept({ status: 'over_billed' })).toBe(true);
  expect(canAccept({ status: 'accepted' })).toBe(true);
  expect(canAccept({ status: 'matched' })).toBe(false);
  expect(canAccept({ status: 'unknown' })).toBe(false);
});
