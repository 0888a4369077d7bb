import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { companyNameKey, companyWords, identifyingDomains } from './company-names.ts';

describe('company names that read the same', () => {
  test.each([
    ['Contoso Ltd.', 'CONTOSO LIMITED'],
    ['The Contoso Company', 'contoso'],
    ['Müller & Söhne GmbH & Co. KG', 'Muller and Sohne'],
    ['Straße AG', 'Strasse'],
    ['Ærø Færge A/S', 'Aero Faerge'],
    ['Acme, Inc.', 'Acme Inc'],
    ['A.C.M.E. Corp', 'ACME Corporation'],
    ["O'Brien Bros. LLC", 'O’Brien Brothers'],
    ['Northwind Intl', 'Northwind International'],
    ['City Medical Centre', 'City Medical Center'],
    ['Data-Tech', 'DataTech'],
    ['Smith + Partners Pty Ltd', 'Smith and Partners'],
    ['  Fabrikam   Mfg ', 'Fabrikam Manufacturing'],
  ])('%s = %s', (a, b) => {
    expect(companyNameKey(a)).toBe(companyNameKey(b));
  });
});

describe('company names that do not', () => {
  test.each([
    ['Contoso', 'Contoso Holdings'],
    ['Contoso North', 'Contoso South'],
    ['Acme Dental', 'Acme Medical'],
    ['Serenity Spa', 'Serenity'],
    ['Theodore', 'Odore'],
    ['株式会社東京', '株式会社大阪'],
  ])('%s ≠ %s', (a, b) => {
    expect(companyNameKey(a)).not.toBe(companyNameKey(b));
  });
});

test('a name of nothing but filler keeps its words', () => {
  expect(companyWords('The Company')).toEqual(['the', 'company']);
  expect(companyWords('Limited Ltd')).toEqual(['limited', 'ltd']);
});

test('normalising a name again changes nothing', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 40 }), (name) => {
      const words = companyWords(name);
      // A name of filler words only keeps them, and keeps them again.
      expect(companyNameKey(words.join(' '))).toBe(companyNameKey(name));
    }),
  );
});

test('domains at which anyone has a mailbox identify nobody', () => {
  expect(identifyingDomains(['GMAIL.com', 'www.Contoso.com', 'contoso.com', ''])).toEqual(['contoso.com']);
});
