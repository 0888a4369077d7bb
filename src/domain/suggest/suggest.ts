import type { CandidateMeasure } from './candidates.ts';
import { oddsOf } from './evidence.ts';
import { type RankInput, type Scored, scoreCandidates } from './rank.ts';
import type { Candidate, ProductSuggestion, Reason } from './types.ts';

/** A product's candidates, scored; the suggestions for its lines are chosen from them. */
export type Ranked = { scored: readonly Scored[]; notCounted: NotCounted };

/** The hypothesis that no measure counts a product. */
type NotCounted = { score: number; reasons: readonly Reason[]; isProposable: boolean };

const ALTERNATIVES_MAX = 4;
/** A source that the line's client has no company in counts nothing for it. */
const NO_COMPANY = -4;
/** Less sure than this, nothing is proposed. */
const CONFIDENCE_MIN = 0.05;

export function rankProduct(input: RankInput): Ranked {
  const scored = scoreCandidates(input);
  return { scored, notCounted: judgeNotCounted(input, scored) };
}

/**
 * The suggestion for lines of a product whose clients have companies in the same integrations.
 * @param linked integrations in which the line's client has a company
 * @param nameOf the workspace's name of an integration
 */
export function suggestFor(
  { scored, notCounted }: Ranked,
  linked: ReadonlySet<string>,
  nameOf: (integrationId: string) => string,
): ProductSuggestion {
  const seen = scored.map((one) => withCompany(one, linked, nameOf)).toSorted((a, b) => b.score - a.score);
  const highest = Math.max(notCounted.score, seen[0]?.score ?? Number.NEGATIVE_INFINITY);
  const weigh = (score: number) => Math.exp(score - highest);
  const total = seen.reduce((sum, { score }) => sum + weigh(score), weigh(notCounted.score));
  const candidates = onePerMeasure(seen).map((one): Candidate => {
    const confidence = round(Math.min(one.ceiling, weigh(one.score) / total));
    const { measure, key } = one.candidate;
    return { measure, measureKey: key, unitsPerLine: one.unitsPerLine, confidence, reasons: one.reasons };
  });
  const [best] = candidates;
  const none = round(Math.min(0.97, weigh(notCounted.score) / total));
  if (notCounted.isProposable && none > (best?.confidence ?? 0)) {
    return { action: 'ignore', confidence: none, reasons: notCounted.reasons, candidates };
  }
  return best === undefined || best.confidence < CONFIDENCE_MIN
    ? { action: 'none', confidence: 0, reasons: [], candidates: [] }
    : { action: 'map', confidence: best.confidence, reasons: best.reasons, candidates };
}

function withCompany(one: Scored, linked: ReadonlySet<string>, nameOf: (id: string) => string): Scored {
  const { integrationId } = one.candidate.measure;
  if (linked.has(integrationId)) return one;
  const reason: Reason = { kind: 'no_company', integrationName: nameOf(integrationId) };
  return { ...one, score: one.score + NO_COMPANY, reasons: [...one.reasons, reason] };
}

/** The best of each measure, its other units per line left out. */
function onePerMeasure(seen: readonly Scored[]): Scored[] {
  const found = new Map<CandidateMeasure['key'], Scored>();
  for (const one of seen) if (!found.has(one.candidate.key)) found.set(one.candidate.key, one);
  return [...found.values()].slice(0, ALTERNATIVES_MAX + 1);
}

function judgeNotCounted({ product, reading, decided }: RankInput, scored: readonly Scored[]): NotCounted {
  const reasons: Reason[] = [];
  let score = product.quantitySource === 'manual' ? -0.5 : -4;
  if (product.isOneTime) {
    score += 6;
    reasons.push({ kind: 'one_time' });
  }
  if (decided.clients > 0) {
    score += oddsOf(decided.ignored, decided.clients);
    if (decided.ignored > 0) {
      reasons.push({ kind: 'ignored_elsewhere', clients: decided.ignored, of: decided.clients });
    }
  }
  if (reading.notCounted !== null) {
    const { what, words } = reading.notCounted;
    const isTorn = reading.devices.size + reading.users.length > 0;
    score += product.quantitySource === 'manual' ? (isTorn ? 2 : 4) : 0.5;
    reasons.push({ kind: 'says_not_counted', words, what });
  }
  const same = sameQuantity(product.lines);
  if (same !== null && product.quantitySource === 'manual') reasons.push(same);
  const poor = poorFit(scored);
  if (poor !== null) reasons.push(poor);
  const isProposable =
    product.isOneTime ||
    reading.notCounted !== null ||
    decided.ignored > 0 ||
    (same !== null && poor !== null);
  return { score, reasons, isProposable };
}

/** A flat fee: one quantity at every client. */
function sameQuantity(lines: RankInput['product']['lines']): Reason | null {
  const quantities = new Set(lines.map(({ quantity }) => quantity));
  const clients = new Set(lines.map(({ organizationId, lineItemId }) => organizationId ?? lineItemId)).size;
  const [quantity] = quantities;
  return quantities.size === 1 && clients >= 3 && quantity !== undefined
    ? { kind: 'always_the_same', quantity, clients }
    : null;
}

/** What the best of all counts explains, where that is little. */
function poorFit(scored: readonly Scored[]): Reason | null {
  const fits = scored.flatMap(({ fit }) => (fit === null || fit.clients < 3 ? [] : [fit]));
  if (fits.length === 0) return null;
  const best = fits.reduce((a, b) => (b.explained / b.clients > a.explained / a.clients ? b : a));
  return best.explained / best.clients < 0.4
    ? { kind: 'nothing_fits', clients: best.clients, explained: best.explained }
    : null;
}

function round(confidence: number): number {
  return Math.floor(confidence * 100) / 100;
}
