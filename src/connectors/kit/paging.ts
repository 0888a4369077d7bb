import { VendorError } from '../connector.ts';

/** @param what the listing in words: "NinjaOne's list of devices" */
export function incompleteListing(what: string, reason: string): VendorError {
  return new VendorError(
    'incomplete_listing',
    `${what} could not be read to its end: ${reason}. Nothing was changed; try again.`,
  );
}

/** Watches over one listing: its pages may overlap, but must not go in circles. */
export class PageGuard {
  readonly #what: string;
  readonly #idField: string;
  readonly #seen = new Set<string>();
  readonly #addresses = new Set<string>();
  #withoutId = 0;

  /**
   * @param what the listing in words: "NinjaOne's list of devices"
   * @param idField what the rows call their id
   */
  constructor(what: string, idField = 'id') {
    this.#what = what;
    this.#idField = idField;
  }

  /** Different rows so far; those without an id each count. */
  get count(): number {
    return this.#seen.size + this.#withoutId;
  }

  /**
   * The rows of a page that no earlier page had. Rows without an id all pass: the parser rejects them by name.
   * @throws VendorError `incomplete_listing` if the page has rows and none is new
   */
  fresh(rows: readonly unknown[]): unknown[] {
    const fresh = rows.filter((row) => this.#isNew(idOf(row, this.#idField)));
    if (rows.length > 0 && fresh.length === 0) {
      throw incompleteListing(this.#what, 'a page brought only what earlier pages had brought');
    }
    return fresh;
  }

  /**
   * The address of the next page as the vendor gives it, if it may be followed: a token sent elsewhere would be lost.
   * @param base the vendor's base URL
   * @throws VendorError `bad_response` if it leads to another origin, `incomplete_listing` if it was followed before
   */
  nextPage(next: string, base: string): string {
    if (!URL.canParse(next) || new URL(next).origin !== new URL(base).origin) {
      throw new VendorError(
        'bad_response',
        `${this.#what} continues at another address than the vendor's; Tieout does not follow. Check the base URL.`,
      );
    }
    return this.nextToken(next);
  }

  /**
   * The vendor's mark of where the next page begins, if it leads on.
   * @throws VendorError `incomplete_listing` if it was followed before
   */
  nextToken(token: string): string {
    if (this.#addresses.has(token)) throw incompleteListing(this.#what, 'its pages go in circles');
    this.#addresses.add(token);
    return token;
  }

  #isNew(id: string | null): boolean {
    if (id === null) {
      this.#withoutId += 1;
      return true;
    }
    if (this.#seen.has(id)) return false;
    this.#seen.add(id);
    return true;
  }
}

/** The id of a row as sent, as text; null: it has none. */
export function idOf(row: unknown, idField = 'id'): string | null {
  if (typeof row !== 'object' || row === null) return null;
  const id = (row as Record<string, unknown>)[idField];
  return typeof id === 'string' || typeof id === 'number' ? String(id) : null;
}

/** @throws VendorError `bad_response` if it is no list */
export function asRows(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new VendorError('bad_response', `${what} is not the list that was expected. Check the base URL.`);
}
