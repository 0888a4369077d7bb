import { distance } from 'fastest-levenshtein';
import { companyNameKey, companyWords, legalForms, withoutNotes } from './company-names.ts';

/** A name, read once for many comparisons. */
export type ReadName = {
  text: string;
  key: string;
  words: readonly string[];
  forms: readonly string[];
  /** The first letters of its words, "and", "of" and "the" aside; '' where they are fewer than three. */
  initials: string;
  /** The key without numbers and notes around the name; the key itself where there are none. */
  bareKey: string;
};

/** 0 to 1, and why in words. */
export type Similarity = { score: number; reason: string };

/** How much a word tells: one that many names have tells little. */
export type WordWeight = (word: string) => number;

/** Two names that are not the same are never as sure as two that are. */
const SIMILAR_MAX = 0.89;
/** Both names have a word of their own: "Smith Dental North" and "Smith Dental South" differ in one letter or two. */
const OWN_WORDS_MAX = 0.8;
/** Names that are similar only, and of other legal forms. */
const OTHER_FORMS_MAX = 0.84;
const SMALL_WORDS = new Set(['and', 'of', 'the']);

/** @returns the name in the parts that comparisons need. */
export function readName(text: string): ReadName {
  const words = companyWords(text);
  const initials = words.filter((word) => !SMALL_WORDS.has(word)).map((word) => word[0] ?? '');
  return {
    text,
    key: words.join(''),
    words,
    forms: legalForms(text),
    initials: initials.length < 3 ? '' : initials.join(''),
    bareKey: companyNameKey(withoutNotes(text)),
  };
}

/** Both names state a legal form, and not the same: "Contoso LLC" and "Contoso Inc" may be two companies. */
export function haveOtherForms(a: ReadName, b: ReadName): boolean {
  return a.forms.length > 0 && b.forms.length > 0 && !a.forms.some((form) => b.forms.includes(form));
}

/**
 * The names share words and yet one has a word more, as two companies of one owner are named ("Smith Dental" and "Smith
 * Dental North"): sharing a domain does not make them one.
 */
export function areSiblings(a: ReadName, b: ReadName): boolean {
  if (a.key === b.key) return false;
  if (a.key.startsWith(b.key) || b.key.startsWith(a.key)) return true;
  const paired = pairWords(a.words, b.words, () => 1);
  const isAllPaired = paired.count === a.words.length && paired.count === b.words.length;
  return paired.count > 0 && !isAllPaired;
}

/**
 * How alike two names are whose keys differ or whose legal forms do.
 * @returns a score of 0 where nothing is alike.
 */
export function compareNames(a: ReadName, b: ReadName, weightOf: WordWeight): Similarity {
  const named = `"${b.text}"`;
  if (a.key === '' || b.key === '') return { score: 0, reason: '' };
  if (a.key === b.key && haveOtherForms(a, b)) {
    return { score: 0.88, reason: `The same name with another legal form, ${named}` };
  }
  if (a.bareKey === b.bareKey && a.bareKey.length > 2) {
    return { score: 0.85, reason: `The same name apart from a number or note beside it, ${named}` };
  }
  if (a.key === b.initials || b.key === a.initials) {
    return { score: 0.7, reason: `One name is the initials of the other, ${named}` };
  }
  const { score, reason } = compareWords(a, b, weightOf, named);
  return { score: haveOtherForms(a, b) ? Math.min(OTHER_FORMS_MAX, score) : score, reason };
}

function compareWords(a: ReadName, b: ReadName, weightOf: WordWeight, named: string): Similarity {
  const { count, equal, share } = pairWords(a.words, b.words, weightOf);
  const [fewer, more] = [a.words.length, b.words.length].toSorted((x, y) => x - y);
  if (equal === fewer && equal === more) {
    return { score: 0.91, reason: `The same words in another order, ${named}` };
  }
  const letters = Math.max(likeness(a.key, b.key), likeness(a.bareKey, b.bareKey));
  if (equal === fewer && Math.min(a.key.length, b.key.length) >= 4) {
    const score = 0.7 + (0.2 * equal) / (more ?? equal);
    return { score: Math.min(SIMILAR_MAX, score), reason: `One name holds all words of the other, ${named}` };
  }
  const ownWords = count < a.words.length && count < b.words.length && count > 0;
  const most = ownWords ? OWN_WORDS_MAX : SIMILAR_MAX;
  return { score: Math.min(most, Math.max(letters, share)), reason: `A similar name, ${named}` };
}

function likeness(a: string, b: string): number {
  return 1 - distance(a, b) / Math.max(a.length, b.length, 1);
}

type Paired = {
  /** Words of one that have a counterpart in the other, and those of them that are equal. */
  count: number;
  equal: number;
  /** 0 to 1: how much of what both names say is in those words. */
  share: number;
};

function pairWords(a: readonly string[], b: readonly string[], weightOf: WordWeight): Paired {
  const left = [...b];
  const paired = { count: 0, equal: 0 };
  let told = 0;
  for (const word of a) {
    const { at, like } = bestOf(word, left);
    const [other] = at < 0 ? [] : left.splice(at, 1);
    if (other === undefined) continue;
    paired.count += 1;
    paired.equal += Number(other === word);
    told += like * (weightOf(word) + weightOf(other));
  }
  const all = [...a, ...b].reduce((sum, word) => sum + weightOf(word), 0);
  return { ...paired, share: all === 0 ? 0 : told / all };
}

function bestOf(word: string, others: readonly string[]): { at: number; like: number } {
  const same = others.indexOf(word);
  if (same >= 0) return { at: same, like: 1 };
  let best = { at: -1, like: 0 };
  others.forEach((other, at) => {
    const like = wordLikeness(word, other);
    if (like > best.like) best = { at, like };
  });
  return best;
}

/** One slip of the keyboard, two in long words, or one word cut short: "eng" and "engineering". */
function wordLikeness(a: string, b: string): number {
  const [short, long] = a.length < b.length ? [a, b] : [b, a];
  if (short.length >= 4 && long.length - short.length <= 2) {
    const slips = distance(short, long);
    if (slips <= (short.length >= 8 ? 2 : 1) || isSwap(short, long)) return 0.9;
  }
  const stem = short.replace(/s$/, '');
  return stem.length >= 3 && long.startsWith(stem) ? 0.85 : 0;
}

/** Two neighbouring letters changed places, the commonest slip: "smiht". */
function isSwap(a: string, b: string): boolean {
  const at = [...a].findIndex((letter, place) => letter !== b[place]);
  return a.length === b.length && `${a.slice(0, at)}${a[at + 1]}${a[at]}${a.slice(at + 2)}` === b;
}
