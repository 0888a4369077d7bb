import type { CandidateMeasure } from './candidates.ts';
import { clientsFor, type Decided, oddsOf } from './evidence.ts';
import type { Fit } from './fit.ts';
import type { Reading } from './read-name.ts';
import type { Product, Reason } from './types.ts';

/** A candidate at one number of units per line, with all that speaks for it. */
export type Scored = {
  candidate: CandidateMeasure;
  unitsPerLine: number;
  fit: Fit | null;
  /** Natural logarithm of its odds, apart from the line. */
  score: number;
  /** How sure it may be at most, by the kinds of evidence there are. */
  ceiling: number;
  reasons: readonly Reason[];
};

/** Decisions about a product whose name reads much the same. */
export type Similar = { productName: string; likeness: number; decided: Decided };

export type RankInput = {
  product: Product;
  reading: Reading;
  candidates: readonly CandidateMeasure[];
  /** The fits of each candidate, by its key; none where nothing could be counted. */
  fits: ReadonlyMap<string, readonly Fit[]>;
  decided: Decided;
  similar: Similar | null;
};

/** Fits of many organizations are no independent witnesses: counts of a client resemble each other. */
const FIT_WEIGHT = 0.8;
const FIT_MAX = 25;
const WORDS_ONLY = 0.85;
const FIT_ONLY = 0.88;

/** Every candidate with its score, best first. */
export function scoreCandidates(input: RankInput): Scored[] {
  return input.candidates
    .flatMap((candidate) =>
      unitsOf(input, candidate).map(([units, fit]) => scoreOne(input, candidate, units, fit)),
    )
    .toSorted((a, b) => b.score - a.score || (a.candidate.key < b.candidate.key ? -1 : 1));
}

/** The units per line at which a candidate is worth a look: those that fit best, and those people chose. */
function unitsOf(
  { fits, decided, similar, reading }: RankInput,
  candidate: CandidateMeasure,
): [number, Fit | null][] {
  const found = new Map<number, Fit | null>();
  for (const fit of fits.get(candidate.key) ?? []) found.set(fit.unitsPerLine, fit);
  for (const { byKey, byShape } of [decided, ...(similar === null ? [] : [similar.decided])]) {
    for (const key of [...byKey.keys(), ...byShape.keys()]) {
      const [of, units] = key.split(' × ');
      const isOwn = of === candidate.key || of === candidate.shape;
      if (isOwn && !found.has(Number(units))) found.set(Number(units), null);
    }
  }
  if (found.size === 0) found.set(reading.unitsPerLine ?? 1, null);
  return [...found];
}

function scoreOne(
  input: RankInput,
  candidate: CandidateMeasure,
  unitsPerLine: number,
  fit: Fit | null,
): Scored {
  const { product, reading, decided, similar } = input;
  const { own, alike } = clientsFor(decided, candidate, unitsPerLine);
  const mappedOdds =
    decided.clients === 0
      ? 0
      : Math.max(oddsOf(own, decided.clients), 0.6 * oddsOf(own + alike, decided.clients));
  const near = similar === null ? 0 : clientsFor(similar.decided, candidate, unitsPerLine).own;
  const nearOdds =
    decided.clients > 0 || similar === null
      ? 0
      : 0.5 * similar.likeness * oddsOf(near, similar.decided.clients);
  const fitOdds = fit === null ? 0 : FIT_WEIGHT * Math.max(-FIT_MAX, Math.min(FIT_MAX, fit.evidence));
  const reasons: Reason[] = [];
  if (own > 0) reasons.push({ kind: 'mapped_elsewhere', clients: own, of: decided.clients });
  else if (alike > 0) reasons.push({ kind: 'mapped_elsewhere_alike', clients: alike, of: decided.clients });
  if (near > 0 && decided.clients === 0 && similar !== null) {
    const { productName, decided: other } = similar;
    reasons.push({ kind: 'similar_product', productName, clients: near, of: other.clients });
  }
  if (fit !== null && fit.explained > 0) {
    reasons.push({ kind: 'fit', clients: fit.explained, of: fit.clients, unitsPerLine });
  }
  reasons.push(...candidate.reasons);
  if (reading.unitsPerLine === unitsPerLine) reasons.push({ kind: 'name_says_units', unitsPerLine });
  if (product.quantitySource !== 'manual') {
    reasons.push({ kind: 'psa_counts', quantitySource: product.quantitySource });
  }
  const score = candidate.prior + mappedOdds + nearOdds + fitOdds;
  return { candidate, unitsPerLine, fit, score, ceiling: ceilingOf(own, candidate, fit), reasons };
}

/** One kind of evidence alone is never sure; counts that explain less than half of the bills are none. */
function ceilingOf(mappedClients: number, candidate: CandidateMeasure, fit: Fit | null): number {
  const share = fit === null || fit.clients === 0 ? 0 : fit.explained / fit.clients;
  if (mappedClients > 0) return fit !== null && fit.clients >= 5 && share < 0.3 ? 0.8 : 0.99;
  if (fit === null || fit.explained < 3) return WORDS_ONLY;
  if (share < 0.5) return Math.max(0.3, share + 0.2);
  return candidate.reasons.length === 0 && fit.explained < 8 ? FIT_ONLY : 0.99;
}
