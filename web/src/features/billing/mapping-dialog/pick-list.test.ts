import { expect, test } from 'vitest';
import { isPicked, matchingPicks, togglePick, withMissing } from './pick-list.ts';

const premium = { id: 'CBDC14AB', name: 'Business Premium', detail: '140 purchased' };

test('an id stored in lower case is the same as the one offered', () => {
  expect(isPicked(['cbdc14ab'], premium.id)).toBe(true);
  expect(togglePick(['cbdc14ab'], premium.id)).toEqual([]);
  expect(togglePick([], premium.id)).toEqual(['cbdc14ab']);
  expect(withMissing([premium], ['cbdc14ab'])).toEqual([premium]);
});

test('what was chosen and is not offered here stays in sight', () => {
  expect(withMissing([premium], ['gone'])[1]).toMatchObject({
    id: 'gone',
    detail: 'none here',
  });
});

test('a search finds by name and id', () => {
  expect(matchingPicks([premium], 'prem')).toEqual([premium]);
  expect(matchingPicks([premium], 'CBDC')).toEqual([premium]);
  expect(matchingPicks([premium], 'E3')).toEqual([]);
});
