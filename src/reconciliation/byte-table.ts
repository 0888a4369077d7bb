const TAB = 0x09;
const NEWLINE = 0x0a;
const SLOTS_MIN = 1024;

type Entry<Value> = { bytes: Buffer; hash: number; value: Value };

/**
 * A map by the bytes of a text. Millions of lines hold the same few texts over and over: looking them up by their bytes
 * spares making a string of each.
 */
export class ByteTable<Value> {
  #slots: (Entry<Value> | undefined)[] = new Array(SLOTS_MIN);
  #size = 0;

  /** @param hash of the bytes, as `hashUntil` gives it; @returns undefined where there is none */
  get(source: Buffer, start: number, end: number, hash: number): Value | undefined {
    const mask = this.#slots.length - 1;
    for (let at = hash & mask; ; at = (at + 1) & mask) {
      const entry = this.#slots[at];
      if (entry === undefined) return undefined;
      if (entry.hash === hash && isSame(entry.bytes, source, start, end)) return entry.value;
    }
  }

  /** Adds a text that is not in the table yet. */
  add(bytes: Buffer, hash: number, value: Value): void {
    if ((this.#size + 1) * 2 > this.#slots.length) this.#grow();
    this.#place({ bytes, hash, value });
    this.#size += 1;
  }

  #place(entry: Entry<Value>): void {
    const mask = this.#slots.length - 1;
    let at = entry.hash & mask;
    while (this.#slots[at] !== undefined) at = (at + 1) & mask;
    this.#slots[at] = entry;
  }

  #grow(): void {
    const entries = this.#slots.filter((entry) => entry !== undefined);
    this.#slots = new Array(this.#slots.length * 2);
    for (const entry of entries) this.#place(entry);
  }
}

function isSame(bytes: Buffer, source: Buffer, start: number, end: number): boolean {
  if (bytes.length !== end - start) return false;
  for (let at = start; at < end; at += 1) {
    if (bytes[at - start] !== source[at]) return false;
  }
  return true;
}

/** Where a run of fields ends, and its hash (FNV-1a); filled anew by each call of `scanFields`. */
export type Scanned = { end: number; hash: number };

/** Scans tab-separated fields. @param fields how many; the end is the tab or line break behind the last of them */
export function scanFields(source: Buffer, start: number, fields: number, into: Scanned): void {
  let hash = 0x811c9dc5;
  let left = fields;
  let at = start;
  for (; ; at += 1) {
    const byte = source[at];
    if (byte === NEWLINE || byte === undefined) break;
    if (byte === TAB) {
      left -= 1;
      if (left === 0) break;
    }
    hash = Math.imul(hash ^ byte, 0x01000193);
  }
  into.end = at;
  into.hash = (hash ^ (hash >>> 15)) >>> 0;
}
