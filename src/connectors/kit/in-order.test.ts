import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { inOrder } from './in-order.ts';

test('results come in the order of the items, with no more tasks at once than allowed', async () => {
  let running = 0;
  let most = 0;
  const results: number[] = [];
  for await (const result of inOrder([30, 1, 20, 2, 5], 2, async (ms) => {
    running += 1;
    most = Math.max(most, running);
    await delay(ms);
    running -= 1;
    return ms;
  })) {
    results.push(result);
  }
  expect(results).toEqual([30, 1, 20, 2, 5]);
  expect(most).toBe(2);
});

test('the first failure in order is thrown, and later ones end no process', async () => {
  const work = inOrder([20, 1], 2, async (ms) => {
    await delay(ms);
    throw new Error(`after ${ms}`);
  });
  await expect(work.next()).rejects.toThrow('after 20');
  await delay(5);
});
