import { cancelled, throwIfCancelled, wait } from './wait.ts';

/** What a vendor allows one account. */
export type Limits = {
  /** Requests in any window of `windowMs`. */
  requests: number;
  windowMs: number;
  /** Requests under way at once. */
  concurrency: number;
};

/**
 * Keeps to a vendor's limits before the vendor has to complain: at most so many requests at once and in any window
 * of time, and none while the vendor has asked for a pause.
 */
export class Limiter {
  readonly limits: Limits;
  #running = 0;
  #startedAtMs: number[] = [];
  #pausedUntilMs = 0;
  #queue: (() => void)[] = [];

  constructor(limits: Limits) {
    this.limits = limits;
  }

  /** Runs the task as soon as the limits allow. @throws VendorError `cancelled`, and whatever the task throws */
  async run<Result>(task: () => Promise<Result>, signal: AbortSignal): Promise<Result> {
    await this.#enter(signal);
    try {
      for (let waitMs = this.#claim(); waitMs > 0; waitMs = this.#claim()) await wait(waitMs, signal);
      return await task();
    } finally {
      this.#leave();
    }
  }

  /** No request starts for so long: the vendor said that the account has had enough. */
  pause(ms: number): void {
    this.#pausedUntilMs = Math.max(this.#pausedUntilMs, Date.now() + ms);
  }

  /** Takes one of the places for requests under way, or waits in line for it. */
  async #enter(signal: AbortSignal): Promise<void> {
    throwIfCancelled(signal);
    if (this.#running < this.limits.concurrency) {
      this.#running += 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        this.#queue = this.#queue.filter((waiting) => waiting !== onTurn);
        reject(cancelled());
      };
      const onTurn = () => {
        signal.removeEventListener('abort', onAbort);
        resolve();
      };
      signal.addEventListener('abort', onAbort, { once: true });
      this.#queue.push(onTurn);
    });
  }

  /** Hands the place to whoever waits longest. */
  #leave(): void {
    const next = this.#queue.shift();
    if (next) next();
    else this.#running -= 1;
  }

  /** Counts a request into the window if there is room. @returns 0, or how long to wait before asking again */
  #claim(): number {
    const now = Date.now();
    if (now < this.#pausedUntilMs) return this.#pausedUntilMs - now;
    this.#startedAtMs = this.#startedAtMs.filter((startedAt) => startedAt > now - this.limits.windowMs);
    const oldest = this.#startedAtMs[0];
    if (oldest !== undefined && this.#startedAtMs.length >= this.limits.requests) {
      return Math.max(1, oldest + this.limits.windowMs - now);
    }
    this.#startedAtMs.push(now);
    return 0;
  }
}

const limiters = new Map<string, Limiter>();

/**
 * The limiter of one account at one vendor. Vendors count per account, so every session of it in this process
 * gets the same one.
 * @param key names vendor and account, and holds no secret
 */
export function limiterFor(key: string, limits: Limits): Limiter {
  const known = limiters.get(key);
  if (known) return known;
  const limiter = new Limiter(limits);
  limiters.set(key, limiter);
  return limiter;
}

/** Forgets what accounts have used up, as a restart does. Tests that sync many times do not wait for a vendor's minute. */
export function forgetUse(): void {
  limiters.clear();
}
