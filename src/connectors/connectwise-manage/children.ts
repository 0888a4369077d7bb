import { isDeepStrictEqual } from 'node:util';
import { VendorStatusError } from '../kit/failures.ts';
import { idOf, incompleteListing } from '../kit/paging.ts';
import { readBundle } from './bundle.ts';
import type { Api } from './client.ts';
import { type Listing, readAll } from './listing.ts';

/** Agreements whose children are read together; how many a bundle may hold is not documented. */
export const AGREEMENTS_AT_ONCE = 25;
/** So many lists, read one by one, must come out the same in a bundle before bundles are believed. */
const PROOFS = 2;

type ChildKind = 'additions' | 'adjustments';

/** What the children may be called in a bundle: documented nowhere, hence tried. */
const RESOURCE_TYPES: Record<ChildKind, readonly string[]> = {
  additions: ['addition', 'agreementaddition'],
  adjustments: ['adjustment', 'agreementadjustment'],
};

/**
 * The children of agreements, of one kind. There is no list of them across agreements: each agreement is asked for its own,
 * until the site has proven that it answers bundles of requests just the same.
 */
export class ChildLists {
  readonly #api: Api;
  readonly #kind: ChildKind;
  /** What to call the children in a bundle, being found out or known; null: the site has no bundles of them. */
  #resourceType: Promise<string | null> | null = null;

  constructor(api: Api, kind: ChildKind) {
    this.#api = api;
    this.#kind = kind;
  }

  /** The rows of each of these agreements. @throws VendorError `incomplete_listing` if one of them is gone */
  async read(agreementIds: readonly string[]): Promise<Map<string, unknown[]>> {
    const resourceType = await this.#resourceType;
    const bundled = resourceType ? await readBundle(this.#api, resourceType, agreementIds) : new Map();
    const others = agreementIds.filter((agreementId) => !bundled.has(agreementId));
    const single = await Promise.all(others.map(async (id) => [id, await this.#readOne(id)] as const));
    const proofs = single.filter(([, rows]) => rows.length > 0).slice(0, PROOFS);
    if (proofs.length === PROOFS) this.#resourceType ??= this.#findResourceType(new Map(proofs));
    return new Map([...bundled, ...single]);
  }

  async #readOne(agreementId: string): Promise<unknown[]> {
    try {
      return await readAll(this.#api, listingOf(this.#kind, agreementId));
    } catch (error) {
      if (!(error instanceof VendorStatusError) || error.status !== 404) throw error;
      throw incompleteListing(
        "ConnectWise's list of agreements",
        `agreement ${agreementId} is in the list, but its ${this.#kind} are not there`,
      );
    }
  }

  async #findResourceType(proofs: ReadonlyMap<string, unknown[]>): Promise<string | null> {
    const candidates = RESOURCE_TYPES[this.#kind];
    const proven = await Promise.all(candidates.map((candidate) => this.#isProven(candidate, proofs)));
    return candidates.find((_, index) => proven[index]) ?? null;
  }

  /** Never fails: what is wrong with the site shows in the lists themselves. */
  async #isProven(resourceType: string, proofs: ReadonlyMap<string, unknown[]>): Promise<boolean> {
    try {
      const bundled = await readBundle(this.#api, resourceType, [...proofs.keys()]);
      return [...proofs].every(([id, rows]) => isSame(rows, bundled.get(id)));
    } catch {
      return false;
    }
  }
}

function listingOf(kind: ChildKind, agreementId: string): Listing {
  return {
    path: `/finance/agreements/${encodeURIComponent(agreementId)}/${kind}`,
    what: `ConnectWise's list of ${kind} of agreement ${agreementId}`,
  };
}

/** The same rows with the same fields; `_info` has addresses, which may be written another way. */
function isSame(rows: readonly unknown[], bundled: readonly unknown[] | undefined): boolean {
  return bundled !== undefined && isDeepStrictEqual(comparable(rows), comparable(bundled));
}

function comparable(rows: readonly unknown[]): Map<string | null, unknown> {
  return new Map(rows.map((row) => [idOf(row), { ...(row as object), _info: null }]));
}
