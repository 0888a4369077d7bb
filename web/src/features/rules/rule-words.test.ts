import { expect, test } from 'vitest';
import { importWords, organizationWords, previewSentence, rowErrorWords } from './rule-words.ts';

test('an import says what it makes, changes and leaves', () => {
  const words = (created: number, changed: number, unchanged: number) =>
    importWords({ created, changed, unchanged, preview: null });
  expect(words(2, 1, 3)).toBe(
    'Makes 2 rules, changes 1 rule, leaves 3 as they are. Rules that are not in the file stay.',
  );
  expect(words(0, 1, 0)).toBe('Changes 1 rule. Rules that are not in the file stay.');
  expect(words(0, 0, 1)).toBe('Changes nothing: its one rule is here already.');
  expect(words(0, 0, 0)).toBe('There is no rule in this file.');
});

test('organizations are named, the first two of many', () => {
  const names: Record<string, string> = { a: 'Alpha', b: 'Beta', c: 'Gamma' };
  const words = (ids: string[] | null) => organizationWords(ids, (id) => names[id]);
  expect(words(null)).toBe('All');
  expect(words(['b', 'a'])).toBe('Alpha, Beta');
  expect(words(['c', 'b', 'a', 'unknown'])).toBe('Alpha, Beta and 2 more');
  expect(words(['unknown'])).toBe('1 organization');
});

test('a refused rule of a file is named by its place and what it is for', () => {
  const file = { rules: [{ namePattern: 'Managed*' }, { product: 'Antivirus', productKey: 'id:7' }, {}] };
  const words = (path: string) => rowErrorWords({ path, message: 'Wrong.' }, file);
  expect(words('rules.0')).toBe('Rule 1 (Managed*): Wrong.');
  expect(words('rules.1.unitsPerLine')).toBe('Rule 2 (Antivirus): unitsPerLine: Wrong.');
  expect(words('rules.2')).toBe('Rule 3: Wrong.');
  expect(words('format')).toBe('format: Wrong.');
});

test('a preview that changes nothing says so in words, not in zeros', () => {
  const text = 'maps 2 lines of 1 organization; 0 new discrepancies';
  expect(previewSentence({ text, lines: 2, unmapped: 0 })).toBe(
    'Maps 2 lines of 1 organization; 0 new discrepancies.',
  );
  expect(previewSentence({ text, lines: 0, unmapped: 0 })).toMatch(/^Changes no line now/);
  expect(previewSentence({ text, lines: 0, unmapped: 1 })).toMatch(/^Maps/);
});
