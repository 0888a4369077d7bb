/** Names of companies, reduced to what tells one from another. */

/** Endings that say what kind of company it is, not which. "spa" is missing: it is also what a company does. */
const LEGAL_SUFFIXES = new Set(
  (
    'inc incorporated llc llp lllp lp ltd limited corp corporation co company plc pllc pc pa pty pte pvt private ' +
    'gmbh ggmbh mbh ag kg kgaa ug ohg gbr ev eg sa sas sarl sasu eurl srl snc bv nv vof cv ab as asa oy oyj aps ' +
    'kk sro doo dooel zrt kft nyrt sl slu lda ltda sae jsc ojsc oao zao ooo unlimited'
  ).split(' '),
);

/** Forms that are one form under several names. "Co" is no form: half the names that end so are of an Inc. */
const SAME_FORMS: Record<string, string> = {
  incorporated: 'inc',
  corp: 'inc',
  corporation: 'inc',
  limited: 'ltd',
  ltda: 'lda',
  oy: 'oyj',
};
const NO_FORMS = new Set(['co', 'company', 'private', 'pvt', 'pty', 'pte', 'unlimited']);

/** Abbreviations whose meaning is not in doubt in the name of a company. */
const ABBREVIATIONS: Record<string, string> = {
  intl: 'international',
  natl: 'national',
  mfg: 'manufacturing',
  mgmt: 'management',
  mgt: 'management',
  svc: 'service',
  svcs: 'services',
  assoc: 'associates',
  assocs: 'associates',
  assn: 'association',
  bros: 'brothers',
  grp: 'group',
  hldgs: 'holdings',
  univ: 'university',
  govt: 'government',
  dept: 'department',
  ctr: 'center',
  centre: 'center',
  constr: 'construction',
  labs: 'laboratories',
};

/** Letters that no decomposition turns into plain ones. */
const LETTERS: Record<string, string> = {
  ß: 'ss',
  ø: 'o',
  æ: 'ae',
  œ: 'oe',
  ł: 'l',
  đ: 'd',
  ð: 'd',
  þ: 'th',
  ı: 'i',
};

/**
 * The words of a company's name, lower case, without accents, punctuation, leading "The" and legal suffixes, and with
 * common abbreviations written out (domain.md section 9).
 * @returns at least one word, unless the name holds no letter or digit: "The Company" keeps both its words.
 */
export function companyWords(name: string): string[] {
  const words = writtenOut(name);
  const core = coreOf(words);
  return core.length > 0 ? core : words;
}

/**
 * The legal forms a name ends with, one spelling for each: "Contoso, Incorporated" and "Contoso Corp." both say "inc".
 * @returns none where the name does not say.
 */
export function legalForms(name: string): string[] {
  const words = writtenOut(name);
  return words
    .slice(words.indexOf('the') === 0 ? 1 + coreOf(words).length : coreOf(words).length)
    .filter((word) => LEGAL_SUFFIXES.has(word) && !NO_FORMS.has(word))
    .map((word) => SAME_FORMS[word] ?? word);
}

/**
 * The name without what people write around it for want of a field: a client's number before it ("0117 - Contoso"), a note
 * behind it ("Contoso (main office)", "Contoso - Gold plan").
 */
export function withoutNotes(name: string): string {
  const bare = name
    .replace(/^\s*#?\d+\s*[-–:|]\s+/, '')
    .replace(/\s*\([^()]*\)\s*$/, '')
    .replace(/\s+[-–|]\s+[^-–|]*$/, '');
  return bare.trim() === '' ? name : bare;
}

function writtenOut(name: string): string[] {
  return plainWords(splitJoined(name)).map((word) => ABBREVIATIONS[word] ?? word);
}

function coreOf(words: readonly string[]): string[] {
  const start = words.findIndex((word) => word !== 'the');
  return withoutLegalSuffixes(start < 0 ? [] : words.slice(start));
}

/** "BlueHarborDentalLLC" is several words; "McDonald Dental" are two already. */
function splitJoined(name: string): string {
  return /\s/.test(name.trim()) ? name : name.replace(/(?<=\p{Ll})(?=\p{Lu})/gu, ' ');
}

/** The same name as one key: two names with equal keys are written differently but read the same. */
export function companyNameKey(name: string): string {
  return companyWords(name).join('');
}

function plainWords(name: string): string[] {
  return (
    name
      .normalize('NFKD')
      .toLowerCase()
      .normalize('NFKD')
      .replace(/\p{M}/gu, '')
      .replace(/[ßøæœłđðþı]/g, (letter) => LETTERS[letter] ?? letter)
      .replace(/[&+]/g, ' and ')
      .replace(/['’`.]/g, '')
      // "A/S" is one word, "North/South" two.
      .replace(/\b([a-z])\/([a-z])\b/g, '$1$2')
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '')
  );
}

/** "and" goes too where only suffixes follow it: "GmbH & Co. KG". */
function withoutLegalSuffixes(words: string[]): string[] {
  let end = words.length;
  while (end > 0 && LEGAL_SUFFIXES.has(words[end - 1] ?? '')) {
    end -= 1;
    if (words[end - 1] === 'and') {
      end -= 1;
    }
  }
  return words.slice(0, end);
}

/** Domains at which anyone has a mailbox: sharing one says nothing. */
const PUBLIC_MAIL = new Set(
  (
    'gmail.com googlemail.com outlook.com hotmail.com live.com msn.com yahoo.com yahoo.co.uk ymail.com aol.com icloud.com ' +
    'me.com mac.com proton.me protonmail.com gmx.com gmx.de gmx.net web.de t-online.de mail.com zoho.com comcast.net ' +
    'verizon.net att.net sbcglobal.net btinternet.com orange.fr wanadoo.fr free.fr'
  ).split(' '),
);

/** @returns the domains that can identify a company, lower case, without "www.". */
export function identifyingDomains(domains: readonly string[]): string[] {
  const plain = domains.map((domain) =>
    domain
      .trim()
      .toLowerCase()
      .replace(/^www\./, ''),
  );
  return [...new Set(plain)].filter((domain) => domain !== '' && !PUBLIC_MAIL.has(domain));
}
