import { expect, test } from 'vitest';
import { pauseWords } from './pause-words.ts';

test('a paused source says when its counts become unknown, a paused PSA that its agreements stay', () => {
  expect(pauseWords({ capabilities: ['devices'] }, 48)).toBe(
    'No sync of it starts; its counts become unknown once they are older than 48 hours.',
  );
  expect(pauseWords({ capabilities: ['agreements'] }, 48)).toBe(
    'No sync of it starts; its agreements stay as last read.',
  );
  expect(pauseWords({ capabilities: ['agreements', 'devices'] }, 24)).toContain(
    'as last read, and its counts become unknown once they are older than 24 hours',
  );
});
