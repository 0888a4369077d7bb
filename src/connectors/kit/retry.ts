/**
 * How patient the kit is, for every vendor. An object, so that tests can be impatient.
 * @see retryDelayMs
 */
export const retryPolicy = {
  /** Tries in all, the first one included. */
  triesMax: 5,
  /** Longest pause before the second try; doubles with each further one. */
  baseDelayMs: 500,
  delayMaxMs: 30_000,
  /** A vendor that asks to wait longer than this is not waited for. */
  retryAfterMaxMs: 5 * 60_000,
};

/**
 * How long to wait before trying again: what the vendor asks for, else exponential backoff with full jitter, so that
 * callers refused together do not come back together.
 * @param tries how many have been made
 * @param retryAfterMs what the vendor asked for; null: nothing
 * @returns null: give up
 */
export function retryDelayMs(
  tries: number,
  retryAfterMs: number | null,
  random = Math.random,
): number | null {
  if (tries >= retryPolicy.triesMax) return null;
  if (retryAfterMs !== null) return retryAfterMs <= retryPolicy.retryAfterMaxMs ? retryAfterMs : null;
  return random() * Math.min(retryPolicy.delayMaxMs, retryPolicy.baseDelayMs * 2 ** (tries - 1));
}

/**
 * The wait that a Retry-After header asks for: seconds or an HTTP date (RFC 9110, section 10.2.3).
 * @returns milliseconds from now, never negative; null: absent or not understood
 */
export function parseRetryAfterMs(header: string | null, nowMs: number): number | null {
  const text = header?.trim() ?? '';
  if (/^\d+(\.\d+)?$/.test(text)) return Number(text) * 1000;
  const dateMs = Date.parse(text);
  return Number.isNaN(dateMs) ? null : Math.max(0, dateMs - nowMs);
}
