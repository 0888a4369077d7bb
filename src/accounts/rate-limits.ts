import type { BetterAuthOptions } from 'better-auth';
import { LRUCache } from 'lru-cache';

/** More addresses than these at once: the ones not seen for longest are forgotten. */
const MAX_KEPT = 50_000;

type Storage = NonNullable<NonNullable<BetterAuthOptions['rateLimit']>['customStorage']>;

/** How often each address has asked for what, in this instance's memory. Asking on does not prolong the wait. */
export function createRateLimits(): Storage {
  const counts = new LRUCache<string, number>({ max: MAX_KEPT, noUpdateTTL: true, ttl: 1 });
  return {
    consume: async (key, { window, max }) => {
      const count = (counts.get(key) ?? 0) + 1;
      counts.set(key, count, { ttl: window * 1000 });
      const allowed = count <= max;
      return { allowed, retryAfter: allowed ? null : Math.ceil(counts.getRemainingTTL(key) / 1000) };
    },
  };
}
