import type { DeviceCategory } from '../inventory.ts';
import {
  ABBREVIATIONS,
  ACTIVE_USER_WORDS,
  ASSIGNED_WORDS,
  DEVICE_WORDS,
  NOT_COUNTED,
  OS_WORDS,
  type OsFamily,
  USER_WORDS,
} from './vocabulary.ts';

/** What the name of a product says; the words are as they stand in the name, with abbreviations written out. */
export type Reading = {
  /** The name's words, lower case, abbreviations written out. */
  words: readonly string[];
  /** Kinds of devices named, each with the word that names it. `endpoint`: devices of whatever kind. */
  devices: ReadonlyMap<DeviceCategory | 'endpoint', string>;
  os: ReadonlyMap<OsFamily, string>;
  /** Words that name people. */
  users: readonly string[];
  activeUsers: readonly string[];
  assigned: readonly string[];
  /** What it is that nobody counts, with the words that say so; null: nothing says so. */
  notCounted: { what: string; words: readonly string[] } | null;
  /** "5 users", "pack of 10"; null: it does not say. */
  unitsPerLine: number | null;
};

/** Reads the name of a product as a billing clerk would. */
export function readName(name: string): Reading {
  const words = wordsOf(name);
  const text = ` ${words.join(' ')} `;
  return {
    words,
    devices: withoutCovered(namedIn(text, DEVICE_WORDS)),
    os: namedIn(text, OS_WORDS),
    users: foundIn(text, USER_WORDS),
    activeUsers: foundIn(text, ACTIVE_USER_WORDS),
    assigned: foundIn(text, ASSIGNED_WORDS),
    notCounted: notCountedIn(text),
    unitsPerLine: unitsIn(text),
  };
}

/** The words of a text: lower case, cut at punctuation, common abbreviations written out. */
export function wordsOf(text: string): string[] {
  return text
    .normalize('NFC')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/['’]/g, '')
    .split(/[^\p{Letter}\p{Mark}\p{Number}]+/u)
    .filter((word) => word !== '')
    .flatMap((word) =>
      Object.hasOwn(ABBREVIATIONS, word) ? (ABBREVIATIONS[word] ?? word).split(' ') : word,
    );
}

function foundIn(text: string, phrases: readonly string[]): string[] {
  return phrases.filter((phrase) => text.includes(` ${phrase} `));
}

function namedIn<Key extends string>(
  text: string,
  phrases: Record<Key, readonly string[]>,
): Map<Key, string> {
  const found = new Map<Key, string>();
  for (const key of Object.keys(phrases) as Key[]) {
    const longest = foundIn(text, phrases[key]).toSorted((a, b) => b.length - a.length)[0];
    if (longest !== undefined) found.set(key, longest);
  }
  return found;
}

/** "Virtual server" names no server, "network device" no endpoint, "mobile device" neither: the longer phrase is meant. */
function withoutCovered<Key extends string>(found: ReadonlyMap<Key, string>): Map<Key, string> {
  const phrases = [...found.values()];
  const covers = (long: string, short: string) => long !== short && ` ${long} `.includes(` ${short} `);
  return new Map([...found].filter(([, phrase]) => !phrases.some((other) => covers(other, phrase))));
}

function notCountedIn(text: string): Reading['notCounted'] {
  for (const [what, phrases] of Object.entries(NOT_COUNTED)) {
    const words = foundIn(text, phrases);
    if (words.length > 0) return { what, words };
  }
  return null;
}

const THINGS =
  '(?:users?|seats?|devices?|endpoints?|pcs?|workstations?|servers?|mailbox(?:es)?|license|agents?|pack|packs|units?|stations?|computers?)';
const UNIT_PATTERNS = [
  / (?:pack|bundle|block|set|group|per|blocks|packs|bundles) (?:of )?(\d{1,3}) /,
  new RegExp(` (\\d{1,3}) (?:x )?${THINGS} `),
  / (\d{1,3})(?:pk|pack|er|x) /,
];

function unitsIn(text: string): number | null {
  for (const pattern of UNIT_PATTERNS) {
    const units = Number(pattern.exec(text)?.[1] ?? 0);
    if (units > 1 && units !== 365) return units;
  }
  return null;
}
