type Running<Answer> = { now: Promise<Answer>; next: Promise<Answer> | null };

/**
 * Looks something up once for all that ask for it at the same time. Who asks while a lookup runs gets the answer of the
 * next one: the one that runs began before, and may not see what has changed since.
 */
export class SharedLookups<Answer> {
  readonly #lookUp: (key: string) => Promise<Answer>;
  readonly #running = new Map<string, Running<Answer>>();

  constructor(lookUp: (key: string) => Promise<Answer>) {
    this.#lookUp = lookUp;
  }

  /** @returns an answer whose lookup began after it was asked for. @throws whatever that lookup throws. */
  ask(key: string): Promise<Answer> {
    const running = this.#running.get(key);
    if (running === undefined) {
      return this.#start(key);
    }
    const start = (): Promise<Answer> => this.#start(key);
    running.next ??= running.now.then(start, start);
    return running.next;
  }

  #start(key: string): Promise<Answer> {
    const running: Running<Answer> = { now: this.#lookUp(key), next: null };
    this.#running.set(key, running);
    const forget = (): void => {
      if (running.next === null) {
        this.#running.delete(key);
      }
    };
    running.now.then(forget, forget);
    return running.now;
  }
}
