import { type Reading, wordsOf } from './read-name.ts';
import type { CatalogueItem } from './types.ts';
import { PLAIN_WORDS } from './vocabulary.ts';

/** How well a product's name names a SKU or product of a vendor. */
export type NameMatch = {
  item: CatalogueItem;
  /** 0: nothing in common, 1: the same words. */
  score: number;
  /** Words in common that tell SKUs apart. */
  words: readonly string[];
  /** A part number that stands in the product's name. */
  partNumber: string | null;
};

/** A catalogue prepared for matching many names against it. */
export type CatalogueIndex = {
  items: readonly {
    item: CatalogueItem;
    words: ReadonlySet<string>;
    initials: string;
    parts: readonly string[];
  }[];
  /** How much a word tells: the rarer, the more. */
  weights: ReadonlyMap<string, number>;
};

const UNKNOWN_WORD = 1;
const PLAIN_WEIGHT = 0.15;
/** A word of the product's name that the SKU lacks counts for less: MSPs add their own. */
const EXTRA = 0.35;

export function indexCatalogue(items: readonly CatalogueItem[]): CatalogueIndex {
  const prepared = items.map((item) => {
    const words = wordsOf(item.name);
    const initials = words.map((word) => word.slice(0, 1)).join('');
    return { item, words: new Set(words), initials, parts: item.partNumbers.map(partKey) };
  });
  const often = new Map<string, number>();
  for (const { words } of prepared) for (const word of words) often.set(word, (often.get(word) ?? 0) + 1);
  const weightOf = ([word, times]: [string, number]): [string, number] => [
    word,
    PLAIN_WORDS.has(word)
      ? PLAIN_WEIGHT
      : Math.log(1 + prepared.length / times) / Math.log(1 + prepared.length),
  ];
  return { items: prepared, weights: new Map([...often].map(weightOf)) };
}

/** SKUs or products that a product's name may mean, best first. @param text the name as it stands, for part numbers */
export function matchNames(index: CatalogueIndex, reading: Reading, text: string): NameMatch[] {
  const words = new Set(reading.words);
  const parts = new Set(text.split(/[\s,;()]+/).map(partKey));
  return index.items
    .map((entry) => matchOne(index, entry, words, parts))
    .filter(({ score }) => score > 0.2)
    .toSorted((a, b) => b.score - a.score || b.item.companies - a.item.companies);
}

function matchOne(
  { weights }: CatalogueIndex,
  { item, words: own, initials, parts: ownParts }: CatalogueIndex['items'][number],
  words: ReadonlySet<string>,
  parts: ReadonlySet<string>,
): NameMatch {
  const part = ownParts.findIndex((one) => one.length > 3 && parts.has(one));
  if (part >= 0) return { item, score: 1, words: [], partNumber: item.partNumbers[part] ?? null };
  let [shared, all] = [0, 0];
  const telling: string[] = [];
  for (const word of own) {
    const weight = weights.get(word) ?? UNKNOWN_WORD;
    all += weight;
    if (words.has(word)) {
      shared += weight;
      if (!PLAIN_WORDS.has(word)) telling.push(word);
    }
  }
  const extra = [...words].filter((word) => !own.has(word) && !PLAIN_WORDS.has(word));
  // "E3 + Teams Phone" says more than "E3": words that other SKUs have, and this one lacks, speak against it.
  const against = extra.reduce((sum, word) => sum + (weights.get(word) ?? 0), 0);
  const abbreviated = extra.find(
    (word) => word.length > 2 && initials.endsWith(word) && telling.length === 0,
  );
  if (abbreviated !== undefined) return { item, score: 0.75, words: [abbreviated], partNumber: null };
  const score = telling.length === 0 || all === 0 ? 0 : shared / (all + EXTRA * against);
  return { item, score, words: telling, partNumber: null };
}

function partKey(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]/g, '');
}

/** How alike the names of two products are, by their words: 0 to 1. */
export function likeness(a: Reading, b: Reading): number {
  const [wordsA, wordsB] = [new Set(a.words), new Set(b.words)];
  const shared = [...wordsA].filter((word) => wordsB.has(word)).length;
  return shared / Math.max(1, wordsA.size + wordsB.size - shared);
}
