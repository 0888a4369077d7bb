import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import { Problem } from '../problem.ts';

const WINDOW_MS = 60_000;
/** More addresses than these at once: the ones not seen for longest are forgotten. */
const MAX_ADDRESSES = 10_000;

/** Lets an address ask so many times a minute, as sign-in does. @returns a hook. @throws Problem too-many-requests */
export function limitByAddress(maxPerMinute: number): (request: FastifyRequest) => Promise<void> {
  // Counting on does not prolong the minute.
  const asked = new LRUCache<string, number>({ max: MAX_ADDRESSES, ttl: WINDOW_MS, noUpdateTTL: true });
  return async ({ ip }) => {
    const count = (asked.get(ip) ?? 0) + 1;
    asked.set(ip, count);
    if (count > maxPerMinute) {
      throw new Problem('too-many-requests', 'Too many attempts from here. Try again in a minute.');
    }
  };
}
