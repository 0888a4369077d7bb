import { expect, test } from 'vitest';
import { SharedLookups } from './shared-lookups.ts';

/** Lookups that answer when they are told to. */
function useLookups() {
  const started: (PromiseWithResolvers<string> & { key: string })[] = [];
  const lookups = new SharedLookups((key: string) => {
    const lookup = { key, ...Promise.withResolvers<string>() };
    started.push(lookup);
    return lookup.promise;
  });
  const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  return { lookups, started, settle };
}

test('those who ask while a lookup runs share the next one, which begins when it has ended', async () => {
  const { lookups, started, settle } = useLookups();
  const first = lookups.ask('a');
  const others = [lookups.ask('a'), lookups.ask('a')];
  expect(started).toHaveLength(1);
  started[0]?.resolve('before');
  expect(await first).toBe('before');
  await settle();
  expect(started).toHaveLength(2);
  const later = lookups.ask('a');
  started[1]?.resolve('after');
  expect(await Promise.all(others)).toEqual(['after', 'after']);
  await settle();
  started[2]?.resolve('later');
  expect(await later).toBe('later');
});

test('who asks when none runs begins one', async () => {
  const { lookups, started, settle } = useLookups();
  const first = lookups.ask('a');
  started[0]?.resolve('1');
  expect(await first).toBe('1');
  await settle();
  const second = lookups.ask('a');
  started[1]?.resolve('2');
  expect(await second).toBe('2');
});

test('keys do not wait for each other', () => {
  const { lookups, started } = useLookups();
  void lookups.ask('a');
  void lookups.ask('b');
  expect(started.map(({ key }) => key)).toEqual(['a', 'b']);
});

test('a lookup that fails fails for those that share it, and the next is asked anew', async () => {
  const { lookups, started, settle } = useLookups();
  const first = lookups.ask('a');
  const next = lookups.ask('a');
  started[0]?.reject(new Error('no connection'));
  await expect(first).rejects.toThrow('no connection');
  await settle();
  started[1]?.resolve('found');
  expect(await next).toBe('found');
});
