import { expect, test } from 'vitest';
import { asRows, idOf, PageGuard } from './paging.ts';

const BASE = 'https://vendor.example/api';

test('rows that an earlier page had are left out, and counted once', () => {
  const guard = new PageGuard('the list');
  guard.fresh([{ id: 1 }, { id: 2 }]);
  expect(guard.fresh([{ id: 2 }, { id: 3 }])).toEqual([{ id: 3 }]);
  expect(guard.count).toBe(3);
});

test('a page that brings nothing new ends the listing with an error', () => {
  const guard = new PageGuard('the list');
  guard.fresh([{ id: 1 }, { id: 2 }]);
  expect(() => guard.fresh([{ id: 2 }, { id: 1 }])).toThrow(
    expect.objectContaining({ code: 'incomplete_listing' }),
  );
});

test('an empty page is no circle', () => {
  expect(new PageGuard('the list').fresh([])).toEqual([]);
});

test('rows without an id all pass, to be rejected by name', () => {
  const guard = new PageGuard('the list');
  expect(guard.fresh([{}, { id: null }, 'odd'])).toHaveLength(3);
  expect(guard.count).toBe(3);
});

test('rows may call their id otherwise', () => {
  const guard = new PageGuard('the list', 'deviceId');
  guard.fresh([{ id: 9, deviceId: 1 }]);
  expect(guard.fresh([{ id: 9, deviceId: 2 }, { deviceId: 1 }])).toEqual([{ id: 9, deviceId: 2 }]);
  expect(guard.count).toBe(2);
});

test('the next page is followed at the same origin only', () => {
  const guard = new PageGuard('the list');
  expect(guard.nextPage('https://vendor.example/api/things?page=2', BASE)).toContain('page=2');
  for (const next of [
    'https://vendor.example.evil/api',
    'http://vendor.example/api',
    'https://vendor.example:8443/api',
    'https://vendor.example@evil.example/',
    '/api/things?page=2',
  ]) {
    expect(() => guard.nextPage(next, BASE), next).toThrow(expect.objectContaining({ code: 'bad_response' }));
  }
});

test('a next page that was followed before ends the listing with an error', () => {
  const guard = new PageGuard('the list');
  guard.nextPage(`${BASE}?page=2`, BASE);
  expect(() => guard.nextPage(`${BASE}?page=2`, BASE)).toThrow(
    expect.objectContaining({ code: 'incomplete_listing' }),
  );
});

test('ids are numbers or texts, and 1 is "1"', () => {
  expect([idOf({ id: 1 }), idOf({ id: '1' }), idOf({ id: {} }), idOf(null), idOf('x')]).toEqual([
    '1',
    '1',
    null,
    null,
    null,
  ]);
});

test('what is no list is refused', () => {
  expect(asRows([1], 'the list')).toEqual([1]);
  expect(() => asRows({ rows: [] }, 'the list')).toThrow(expect.objectContaining({ code: 'bad_response' }));
});

test('a mark of the next page that was followed before goes in circles', () => {
  const guard = new PageGuard('the list');
  expect(guard.nextToken('abc')).toBe('abc');
  expect(guard.nextToken('def')).toBe('def');
  expect(() => guard.nextToken('abc')).toThrow(expect.objectContaining({ code: 'incomplete_listing' }));
});
