import { expect, test } from 'vitest';
import { badgeWords, billedWords } from './result-words.ts';

test('units per line are shown only where a line covers more or less than one', () => {
  expect(billedWords({ quantity: 3, unitsPerLine: 2, billedUnits: 6 })).toBe('3 × 2 = 6');
  expect(billedWords({ quantity: 23, unitsPerLine: 1, billedUnits: 23 })).toBe('23');
});

test('an unknown row says why in its badge', () => {
  expect(badgeWords({ status: 'unknown', reason: 'stale' })).toBe('Source stale');
  expect(badgeWords({ status: 'under_billed', reason: null })).toBeUndefined();
});
