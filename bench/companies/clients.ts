import type { Random } from '../suggestions/random.ts';
import { BRANDS, coinedWord, KINDS, PLACES, SURNAMES, TRADES } from './words.ts';

/** A client as it is in truth. */
export type Client = {
  /** Without the legal form. */
  name: string;
  legalForm: string;
  domain: string;
  /** Another client is told from it by little: no system of the MSP may leave that little out. */
  hasTwin: boolean;
};

const LEGAL_FORMS = [
  'LLC',
  'LLC',
  'LLC',
  'Inc',
  'Inc',
  'Inc',
  'Corp',
  'Ltd',
  'LLP',
  'PC',
  'PLLC',
  'GmbH',
  '',
];
const TWIN_SHARE = 0.1;

/** Clients with names of many makes, one in ten a near twin of another. */
export function createClients(random: Random, howMany: number): Client[] {
  const clients: Client[] = [];
  const names = new Set<string>();
  while (clients.length < howMany) {
    const first = clients.length > 0 && random.chance(TWIN_SHARE) ? random.pick(clients) : undefined;
    const client = first === undefined ? newClient(random) : twinOf(random, first);
    const key = `${client.name} ${client.legalForm}`.toLowerCase();
    if (names.has(key) || (first === undefined && names.has(client.name.toLowerCase()))) continue;
    names.add(key).add(client.name.toLowerCase());
    if (first !== undefined) first.hasTwin = true;
    clients.push(client);
  }
  return clients;
}

function newClient(random: Random): Client {
  const name = newName(random);
  return { name, legalForm: random.pick(LEGAL_FORMS), domain: domainOf(random, name), hasTwin: false };
}

function newName(random: Random): string {
  const [who, other] = [random.pick(SURNAMES), random.pick(SURNAMES)];
  const [trade, kind, place] = [random.pick(TRADES), random.pick(KINDS), random.pick(PLACES)];
  const brand = random.chance(0.5)
    ? random.pick(BRANDS)
    : coinedWord((of) => random.pick(of), random.chance(0.4));
  return random.pick([
    `${who} ${trade}`,
    `${who} ${trade} ${kind}`,
    `${who} & ${other}`,
    `${who}, ${other} & ${random.pick(SURNAMES)}`,
    `${who} & Sons ${trade}`,
    `${who} Family ${trade}`,
    `${brand} ${trade}`,
    `${brand} ${trade} ${kind}`,
    `${brand} ${random.pick(BRANDS)} ${trade}`,
    `${brand} ${kind}`,
    `${place} ${trade} ${kind}`,
    `${trade} of ${place}`,
    `The ${brand} ${trade} ${kind}`,
    `${coinedWord((of) => random.pick(of), true)} ${random.pick(BRANDS)}`,
    `St. ${who}'s ${trade}`,
    `City of ${place} ${trade}`,
    `${random.whole(1, 99)} ${brand} ${kind}`,
  ]);
}

/** Another company of the same owner, of the same name elsewhere, or of nearly the same name by chance. */
function twinOf(random: Random, { name, domain, legalForm }: Client): Client {
  const otherForm = random.pick(LEGAL_FORMS.filter((form) => form !== legalForm && form !== ''));
  const [way, words] = [random.next(), name.split(' ')];
  const sibling = (of: string): Client => ({
    name: of,
    legalForm: random.pick([legalForm, otherForm]),
    domain: random.chance(0.5) ? domain : domainOf(random, of),
    hasTwin: true,
  });
  if (way < 0.3) return sibling(`${name} ${random.pick(['North', 'South', 'East', 'West'])}`);
  if (way < 0.5) return sibling(`${name} of ${random.pick(PLACES)}`);
  if (way < 0.7) return sibling(`${name} ${random.pick(KINDS)}`);
  if (way < 0.78) return sibling(`${name} ${random.pick(['II', 'III', '2'])}`);
  if (way < 0.95) return sibling([...words.slice(0, -1), random.pick(TRADES)].join(' '));
  return { name, legalForm: otherForm, domain: domainOf(random, `${name} ${otherForm}`), hasTwin: true };
}

function domainOf(random: Random, name: string): string {
  const words = name
    .normalize('NFKD')
    .toLowerCase()
    .replace(/[^a-z0-9 ]/g, '')
    .split(/ +/);
  const label = random.chance(0.7) ? words.join('') : `${words[0] ?? ''}${random.whole(1, 999)}`;
  return `${label}.${random.pick(['com', 'com', 'net', 'org', 'example'])}`;
}
