import { setTimeout as delay } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { Limiter, limiterFor } from './limiter.ts';

const signal = new AbortController().signal;

test('no more run at once than the vendor allows, and they start in order', async () => {
  const limiter = new Limiter({ requests: 100, windowMs: 1000, concurrency: 2 });
  let running = 0;
  let most = 0;
  const started: number[] = [];
  const task = (n: number) => async () => {
    started.push(n);
    running += 1;
    most = Math.max(most, running);
    await delay(5);
    running -= 1;
  };
  await Promise.all([1, 2, 3, 4, 5, 6].map((n) => limiter.run(task(n), signal)));
  expect(most).toBe(2);
  expect(started).toEqual([1, 2, 3, 4, 5, 6]);
});

test('no more start in any window than the vendor allows', async () => {
  const limiter = new Limiter({ requests: 3, windowMs: 100, concurrency: 10 });
  const startedAt: number[] = [];
  const task = async () => {
    startedAt.push(Date.now());
  };
  await Promise.all(Array.from({ length: 7 }, () => limiter.run(task, signal)));
  for (const [index, time] of startedAt.slice(3).entries()) {
    expect(time - (startedAt[index] ?? 0)).toBeGreaterThanOrEqual(99);
  }
});

test('nothing starts during a pause', async () => {
  const limiter = new Limiter({ requests: 10, windowMs: 100, concurrency: 10 });
  const begunAt = Date.now();
  limiter.pause(80);
  await limiter.run(async () => undefined, signal);
  expect(Date.now() - begunAt).toBeGreaterThanOrEqual(79);
});

test('who is cancelled while waiting in line leaves it without taking a place', async () => {
  const limiter = new Limiter({ requests: 10, windowMs: 100, concurrency: 1 });
  const controller = new AbortController();
  const first = limiter.run(() => delay(30), signal);
  const second = limiter.run(async () => 'second', controller.signal);
  const third = limiter.run(async () => 'third', signal);
  controller.abort();
  await expect(second).rejects.toMatchObject({ code: 'cancelled' });
  await first;
  expect(await third).toBe('third');
});

test('a task that fails gives its place back', async () => {
  const limiter = new Limiter({ requests: 10, windowMs: 100, concurrency: 1 });
  await expect(limiter.run(() => Promise.reject(new Error('broken')), signal)).rejects.toThrow('broken');
  expect(await limiter.run(async () => 'next', signal)).toBe('next');
});

test('all sessions of an account share a limiter, other accounts have their own', () => {
  const limits = { requests: 1, windowMs: 1, concurrency: 1 };
  expect(limiterFor('acme a', limits)).toBe(limiterFor('acme a', limits));
  expect(limiterFor('acme a', limits)).not.toBe(limiterFor('acme b', limits));
});
