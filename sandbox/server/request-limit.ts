const WINDOW_MS = 60_000;

/** So many requests a minute, in fixed windows; generous, but real. */
export class RequestLimit {
  readonly requestsPerMinute: number;
  #windowStart = 0;
  #count = 0;

  constructor(requestsPerMinute: number) {
    this.requestsPerMinute = requestsPerMinute;
  }

  /** Counts a request. @returns 0, or the whole seconds to wait where it is one too many */
  waitSeconds(nowMs: number): number {
    if (nowMs - this.#windowStart >= WINDOW_MS) {
      this.#windowStart = nowMs;
      this.#count = 0;
    }
    this.#count += 1;
    if (this.#count <= this.requestsPerMinute) return 0;
    return Math.max(1, Math.ceil((this.#windowStart + WINDOW_MS - nowMs) / 1000));
  }
}
