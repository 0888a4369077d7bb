import type { Random } from '../suggestions/random.ts';
import type { Client } from './clients.ts';

/** How a system's people write the names of clients. */
export const STYLES = ['legal', 'short', 'joined', 'abbreviated', 'hasty', 'sorted'] as const;
export type Style = (typeof STYLES)[number];

const LONG_FORMS: Record<string, readonly string[]> = {
  LLC: ['LLC', ', LLC', ' L.L.C.', ' llc'],
  Inc: ['Inc', ', Inc.', ' Incorporated', ' INC'],
  Corp: ['Corp', ' Corp.', ' Corporation'],
  Ltd: ['Ltd', ' Ltd.', ' Limited', ', Ltd'],
  LLP: ['LLP', ', L.L.P.'],
  PC: ['PC', ', P.C.'],
  PLLC: ['PLLC', ', P.L.L.C.'],
  GmbH: ['GmbH', ' gmbh'],
};

const SHORT_WORDS: Record<string, string> = {
  International: 'Intl',
  National: "Nat'l",
  Manufacturing: 'Mfg.',
  Management: 'Mgmt',
  Services: 'Svcs',
  Associates: 'Assoc.',
  Brothers: 'Bros',
  Group: 'Grp',
  Holdings: 'Hldgs',
  Center: 'Ctr',
  Department: 'Dept',
  Construction: 'Constr.',
  Laboratories: 'Labs',
  Engineering: 'Eng.',
  Properties: 'Props',
  Insurance: 'Ins',
  Company: 'Co',
  Systems: 'Sys',
  Industries: 'Ind.',
  Enterprises: 'Ent.',
  Northern: 'No.',
  American: 'Amer.',
};

/** The client's name as a PSA has it: with care, with or without the legal form. */
export function writeWithCare(random: Random, client: Client): string {
  return client.hasTwin || random.chance(0.6) ? withForm(random, client) : client.name;
}

/** The client's name as another system's people write it. */
export function writeName(random: Random, style: Style, client: Client): string {
  const form = client.hasTwin || random.chance(style === 'legal' ? 0.95 : 0.25);
  const name = random.chance(0.06) ? misspell(random, client.name) : client.name;
  const written = form ? withForm(random, { ...client, name }) : name;
  return dressed(random, inStyle(random, style, written, client));
}

function inStyle(random: Random, style: Style, name: string, { hasTwin }: Client): string {
  const words = name.split(' ');
  switch (style) {
    case 'legal':
      return random.chance(0.3) ? name.toUpperCase() : name;
    case 'short':
      return hasTwin || words.length < 3 || random.chance(0.5) ? name : shortened(random, words);
    case 'joined':
      return random.chance(0.5) ? words.join('') : words.join('-').toLowerCase();
    case 'abbreviated':
      return words
        .map((word) => SHORT_WORDS[word] ?? word)
        .join(' ')
        .replace('&', random.pick(['and', '&', '+']));
    case 'hasty':
      return withoutAccents(random.chance(0.35) ? misspell(random, name) : name).toLowerCase();
    case 'sorted':
      return random.chance(0.4) ? resorted(random, words) : name;
  }
}

/** The last word is left out; of a long name sometimes all but the initials. */
function shortened(random: Random, words: readonly string[]): string {
  const isLetters = words.every((word) => /^\p{Lu}/u.test(word) || word === '&');
  if (words.length >= 3 && isLetters && random.chance(0.05)) {
    return words.map((word) => word[0] ?? '').join('');
  }
  return words
    .slice(0, -1)
    .join(' ')
    .replace(/[\s,&]+$/, '');
}

/** "Smith Dental" as "Dental, Smith", and "The Apex Group" as "Apex Group, The". */
function resorted(random: Random, words: readonly string[]): string {
  const [first = '', ...rest] = words;
  if (first === 'The' || random.chance(0.5)) return `${rest.join(' ')}, ${first}`;
  return [...words.slice(-1), ...words.slice(0, -1)].join(' ');
}

/** A client's number before it, a place or a note behind it, as tools that have no field for such things get it. */
function dressed(random: Random, name: string): string {
  const way = random.next();
  if (way < 0.03) return `${random.whole(100, 9999)} - ${name}`;
  if (way < 0.05) return `${name} (${random.pick(['HQ', 'Main', 'Main Office', 'Head Office'])})`;
  if (way < 0.06) return `${name} - ${random.pick(['Managed', 'MSP', 'Gold Plan'])}`;
  return name;
}

function misspell(random: Random, name: string): string {
  const letters = [...name];
  const at = random.whole(1, Math.max(1, letters.length - 2));
  const [here, next] = [letters[at] ?? '', letters[at + 1] ?? ''];
  const slips: string[][] = [[], [here, here], [next, here], [random.pick([...'aeionrstl'])]];
  const way = random.whole(0, 3);
  letters.splice(at, way === 2 ? 2 : 1, ...(slips[way] ?? []));
  return letters.join('');
}

function withForm(random: Random, { name, legalForm }: Client): string {
  const written = random.pick(LONG_FORMS[legalForm] ?? ['']);
  return /^[,\s]/.test(written) ? `${name}${written}` : `${name} ${written}`.trim();
}

function withoutAccents(name: string): string {
  return name.normalize('NFKD').replace(/\p{M}/gu, '');
}
