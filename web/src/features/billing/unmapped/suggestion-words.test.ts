import { expect, test } from 'vitest';
import type { Suggestion } from '../../../api/types.ts';
import { actionable, confidenceWords, effectWords, suggestionWords } from './suggestion-words.ts';

const suggestion = (more: Partial<Suggestion>): Suggestion => ({
  lineItemId: 'l1',
  productName: 'Managed workstation',
  organizationId: 'o1',
  organizationName: 'Alder',
  action: 'none',
  mapping: null,
  parentLineItemId: null,
  effect: null,
  confidence: 0,
  reasons: [],
  alternatives: [],
  ...more,
});

const mapping: NonNullable<Suggestion['mapping']> = {
  mode: 'asset_count',
  integrationId: 'i1',
  metric: 'devices',
  filter: null,
  filterText: 'desktop, laptop',
  unitsPerLine: 2,
  minimum: null,
  tolerance: null,
  origin: 'suggestion',
};

test('a suggestion says where and what is counted, and the units where they are not one', () => {
  expect(suggestionWords(suggestion({ action: 'map', mapping }), () => 'NinjaOne')).toBe(
    'NinjaOne: desktop, laptop, 2 units per line',
  );
  expect(suggestionWords(suggestion({ action: 'ignore' }), String)).toBe('Ignore it');
  expect(suggestionWords(suggestion({}), String)).toBe('No suggestion');
});

test('a suggestion is never wholly sure', () => {
  expect(confidenceWords(1)).toBe('99 % sure');
  expect(confidenceWords(0.875)).toBe('88 % sure');
});

test('what accepting would do is said by what it does to lines', () => {
  const all = [
    suggestion({ action: 'map', mapping }),
    suggestion({ action: 'map', mapping }),
    suggestion({ action: 'ignore' }),
    suggestion({}),
  ];
  expect(effectWords(actionable(all))).toBe('Maps 2 lines, ignores 1 line.');
  expect(effectWords([suggestion({ action: 'ignore' })])).toBe('Ignores 1 line.');
  expect(effectWords([])).toBe('Changes nothing.');
});
