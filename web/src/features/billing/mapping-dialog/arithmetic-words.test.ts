import { expect, test } from 'vitest';
import { arithmeticParts } from './arithmetic-words.ts';

test('the sum and what follows from it each end in their outcome', () => {
  expect(arithmeticParts('9 counted − 3 × 2 billed = +3; 2 more lines × $149.00 = +$298.00 a month')).toEqual(
    [
      { working: '9 counted − 3 × 2 billed', outcome: '+3' },
      { working: '2 more lines × $149.00', outcome: '+$298.00 a month' },
    ],
  );
});

test('a remark without a sum stays whole', () => {
  expect(arithmeticParts('5 counted − 3 × 2 billed = −1; no whole line is missing').at(-1)).toEqual({
    working: 'no whole line is missing',
    outcome: null,
  });
  expect(arithmeticParts('')).toEqual([]);
});
