import fc from 'fast-check';
import { expect, test } from 'vitest';
import { companyWords } from './company-names.ts';
import { areSiblings, compareNames, haveOtherForms, readName } from './company-similarity.ts';

const compare = (a: string, b: string) => compareNames(readName(a), readName(b), () => 1);

test('a word more is another company until a person says otherwise', () => {
  expect(compare('Smith Dental', 'Smith Dental North').score).toBeLessThan(0.86);
  expect(compare('Smith Dental South', 'Smith Dental North').score).toBeLessThanOrEqual(0.8);
  expect(compare('Smith Dentel', 'Smith Dental').score).toBeGreaterThan(0.86);
});

test('names of one owner are told from names that have nothing in common', () => {
  const siblings = (a: string, b: string) => areSiblings(readName(a), readName(b));
  expect(siblings('Smith Dental', 'Smith Dental North')).toBe(true);
  expect(siblings('SmithDental', 'Smith Dental North')).toBe(true);
  expect(siblings('Smith Dental', 'Smith Optical')).toBe(true);
  expect(siblings('Smith Dental', 'Smiht Dental')).toBe(false);
  expect(siblings('HQ', 'Smith Dental')).toBe(false);
});

test('legal forms differ only where both names state one', () => {
  const differ = (a: string, b: string) => haveOtherForms(readName(a), readName(b));
  expect(differ('Contoso Inc', 'Contoso, Incorporated')).toBe(false);
  expect(differ('Contoso Inc', 'Contoso Corporation')).toBe(false);
  expect(differ('Contoso Inc', 'Contoso')).toBe(false);
  expect(differ('Contoso Inc', 'Contoso L.L.C.')).toBe(true);
  expect(differ('The Contoso Company, LLC', 'Contoso, LLC')).toBe(false);
  expect(differ('Contoso GmbH & Co. KG', 'Contoso GmbH')).toBe(false);
});

test('names without a letter or digit are like nothing', () => {
  expect(compare('—', '…').score).toBe(0);
  expect(compare('—', 'Contoso').score).toBe(0);
});

test('every reason is true of the two names, and none scores as the same name does', () => {
  const word = fc.constantFrom(
    'blue',
    'harbor',
    'dental',
    'north',
    'the',
    'of',
    'LLC',
    'Inc',
    '42',
    'bhd',
    'ho',
  );
  const name = fc.array(word, { minLength: 1, maxLength: 5 }).map((words) => words.join(' '));
  fc.assert(
    fc.property(name, name, (a, b) => {
      const [left, right] = [companyWords(a), companyWords(b)];
      fc.pre(left.join('') !== right.join(''));
      const { score, reason } = compare(a, b);
      expect(score).toBeLessThan(0.96);
      expect(isTrue(reason, left, right)).toBe(true);
    }),
  );
});

function isTrue(reason: string, left: readonly string[], right: readonly string[]): boolean {
  const [few, many] = [left, right].toSorted((a, b) => a.length - b.length);
  if (reason.startsWith('The same words in another order')) {
    return left.toSorted().join(' ') === right.toSorted().join(' ');
  }
  if (reason.startsWith('One name holds all words')) return (few ?? []).every((word) => many?.includes(word));
  if (reason.startsWith('One name is the initials')) return left.length === 1 || right.length === 1;
  return reason.startsWith('A similar name');
}
