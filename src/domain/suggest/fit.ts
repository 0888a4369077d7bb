import type { Observation } from './types.ts';

/** How well counts explain billed quantities, at one number of units per line. */
export type Fit = {
  unitsPerLine: number;
  /** Organizations whose count is known and that bill the product. */
  clients: number;
  /** Of these, the ones whose billed quantity is the quantity that the count needs. */
  explained: number;
  /** Natural logarithm of how much likelier the quantities are if they follow the count than if they do not. */
  evidence: number;
};

/** Numbers of units that one line is sold for, and what speaks against each before anything is known. */
const UNITS: readonly (readonly [units: number, against: number])[] = [
  [1, 0],
  [2, 2],
  [5, 2],
  [10, 2],
  [3, 4],
  [4, 4],
  [20, 4],
  [25, 4],
  [50, 5],
  [100, 5],
];
const NAMED_UNITS_FOR = 3;
/** Bills are wrong more often than never and, with the right measure, less often than this. */
const ERRORS_MIN = 0.03;
const ERRORS_MAX = 0.35;
const CHANCE_MAX = 0.95;
const MISS_MAX = -0.25;

/**
 * The fits of a candidate's counts at the units per line that explain most, best first.
 * @param namedUnits units per line that the product's name says; null: it says none
 */
export function fitCounts(observations: readonly Observation[], namedUnits: number | null): Fit[] {
  const chances = chancesOf(observations);
  const units = UNITS.map(([value, against]) => ({ value, against }));
  if (namedUnits !== null && !units.some(({ value }) => value === namedUnits)) {
    units.push({ value: namedUnits, against: 2 });
  }
  return units
    .map(({ value, against }) => {
      const fit = fitAt(observations, chances, value);
      return { ...fit, evidence: fit.evidence - against + (value === namedUnits ? NAMED_UNITS_FOR : 0) };
    })
    .toSorted((a, b) => b.evidence - a.evidence)
    .slice(0, 2);
}

/** Whether a billed quantity is what a count asks for (domain.md section 5). */
export function isExplained({ billed, counted, minimum }: Observation, unitsPerLine: number): boolean {
  const lines = counted / unitsPerLine;
  const needed = Math.max(minimum, Number.isInteger(billed) ? Math.ceil(lines - 1e-9) : lines);
  return Math.abs(needed - billed) < 1e-9;
}

function fitAt(observations: readonly Observation[], chances: readonly number[], unitsPerLine: number): Fit {
  const hits = observations.map((observation) => isExplained(observation, unitsPerLine));
  const explained = hits.filter(Boolean).length;
  const clients = observations.length;
  const errors = Math.min(ERRORS_MAX, Math.max(ERRORS_MIN, (clients - explained + 0.5) / (clients + 3)));
  let evidence = 0;
  for (const [at, hit] of hits.entries()) {
    const chance = chances[at] ?? CHANCE_MAX;
    evidence += hit ? Math.log((1 - errors) / chance) : Math.min(MISS_MAX, Math.log(errors / (1 - chance)));
    if (!hit) evidence -= distanceOf(observations[at], unitsPerLine);
  }
  return { unitsPerLine, clients, explained, evidence };
}

/** Wrong bills are mostly wrong by little. */
function distanceOf(observation: Observation | undefined, unitsPerLine: number): number {
  if (observation === undefined) return 0;
  const { billed, counted } = observation;
  const ratio = (counted / unitsPerLine + 1) / (billed + 1);
  return Math.min(1, Math.abs(Math.log(ratio)));
}

/**
 * The probability that a count which has nothing to do with a quantity equals it all the same: small quantities meet often, and so
 * does the one that a product has at most organizations.
 */
function chancesOf(observations: readonly Observation[]): number[] {
  const often = new Map<number, number>();
  for (const { billed } of observations) often.set(billed, (often.get(billed) ?? 0) + 1);
  const others = observations.length - 1;
  return observations.map(({ billed }) => {
    const size = 0.45 / (1 + billed) ** 0.45;
    const same = ((often.get(billed) ?? 1) - 1 + 2 * size) / (others + 2);
    return Math.min(CHANCE_MAX, Math.max(size, same));
  });
}
