import { expect, test } from 'vitest';
import { actionWords, triggerWords } from './activity-words.ts';

test('actions and triggers are said in words, unknown ones as they are', () => {
  expect(actionWords('line_item.ignore')).toBe('Ignored');
  expect(actionWords('rule.made_up')).toBe('Rule made up');
  expect(triggerWords('sync')).toBe('After a sync');
  expect(triggerWords('full moon')).toBe('Full moon');
});
