import { LRUCache } from 'lru-cache';

/** More askers than these at once: the ones not seen for longest are forgotten. */
const MAX_KEPT = 50_000;

/** @property retryAfter seconds until it may be asked again; null: it may now */
type Verdict = { allowed: boolean; retryAfter: number | null };

export type RateLimits = {
  /** Counts one request. @param key who asks for what @param rule so many (`max`) in a window of so many seconds */
  consume(key: string, rule: { window: number; max: number }): Promise<Verdict>;
};

/** How often each has asked for what, in this instance's memory. Asking on does not prolong the wait. */
export function createRateLimits(): RateLimits {
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
