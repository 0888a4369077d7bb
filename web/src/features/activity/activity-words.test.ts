import { expect, test } from 'vitest';
import { actionWords, changesOf, triggerWords } from './activity-words.ts';

test('actions and triggers are said in words, unknown ones as they are', () => {
  expect(actionWords('line_item.ignore')).toBe('Ignored');
  expect(actionWords('rule.made_up')).toBe('Rule made up');
  expect(triggerWords('sync')).toBe('After a sync');
  expect(triggerWords('full moon')).toBe('Full moon');
});

test('an entry tells the fields that changed, with both values', () => {
  expect(
    changesOf({
      before: { state: 'ignored', reason: 'Labour', tags: [1] },
      after: { state: 'unmapped', tags: [1], until: '2026-09-01' },
    }),
  ).toEqual([
    { field: 'state', before: 'ignored', after: 'unmapped' },
    { field: 'reason', before: 'Labour', after: '—' },
    { field: 'until', before: '—', after: '2026-09-01' },
  ]);
});

test('an entry without before tells what is there now, one without either tells nothing', () => {
  expect(changesOf({ before: null, after: { name: 'Birch' } })).toEqual([
    { field: 'name', before: '—', after: 'Birch' },
  ]);
  expect(changesOf({ before: null, after: null })).toEqual([]);
});
