import type { DeviceCategory } from '../inventory.ts';
import type { DeviceFilter } from '../measure.ts';
import type { Reading } from './read-name.ts';
import type { Offer } from './types.ts';
import type { OsFamily } from './vocabulary.ts';

/** A kind of device filter that MSPs bill by, and how well a product's name asks for it. */
export type DeviceShape = { filter: DeviceFilter; prior: number; words: readonly string[] };

const FORMS: readonly DeviceCategory[] = ['desktop', 'laptop', 'workstation'];
const OS_TEXT: Record<OsFamily, string> = { windows: 'windows', mac: 'mac', linux: 'linux' };

/** The filters worth counting for one integration, each with what the name says for or against it. */
export function deviceShapes(offer: Offer, reading: Reading): DeviceShape[] {
  const present = new Set(offer.deviceCategories);
  if (present.size === 0) return shapesWithoutCategories(reading);
  const only = (categories: readonly DeviceCategory[]) => categories.filter((one) => present.has(one));
  const sets: DeviceCategory[][] = [
    only(FORMS),
    only([...FORMS, 'server']),
    only([...FORMS, 'server', 'hypervisor', 'vm-guest']),
    only(['server', 'vm-guest']),
    only(['server', 'hypervisor']),
    only(['server', 'hypervisor', 'vm-guest']),
    only(['network', 'printer']),
    [],
    ...[...present].map((category) => [category]),
  ];
  const unique = new Map(
    sets.filter((set, at) => set.length > 0 || at === 7).map((set) => [keyOf(set), set]),
  );
  return [...unique.values()].flatMap((categories) => withOs(categories, present, reading));
}

function keyOf(categories: readonly DeviceCategory[]): string {
  return categories.toSorted().join();
}

function withOs(
  categories: readonly DeviceCategory[],
  present: ReadonlySet<DeviceCategory>,
  reading: Reading,
): DeviceShape[] {
  const shape = (os: OsFamily | null): DeviceShape => {
    const category = categoryPrior(categories, present, reading);
    const word = os === null ? undefined : reading.os.get(os);
    return {
      filter: filterOf(categories, os),
      prior: category.prior + osPrior(os, reading),
      words: word === undefined ? category.words : [...category.words, word],
    };
  };
  const families = [...reading.os.keys()];
  return [shape(null), ...families.map(shape)];
}

/** A name without an operating system asks for none; "Windows" is in names of nearly everything. */
function osPrior(os: OsFamily | null, { os: named }: Reading): number {
  if (os === null) return named.has('mac') || named.has('linux') ? -2 : 0;
  return os === 'windows' ? -0.5 : 2;
}

const EXACT = 5;
const OVERLAP = 0.5;
const APART = -2.5;

function categoryPrior(
  categories: readonly DeviceCategory[],
  present: ReadonlySet<DeviceCategory>,
  reading: Reading,
): Pick<DeviceShape, 'prior' | 'words'> {
  const { devices } = reading;
  const words = [...devices].filter(([kind]) => kind !== 'endpoint').map(([, word]) => word);
  if (words.length > 0) return { ...namedPrior(categories, namedCategories(reading, present)), words };
  const generic = devices.get('endpoint');
  if (generic === undefined) return { prior: isForms(categories, present) ? 1 : 0, words: [] };
  return { prior: genericPrior(categories, present), words: [generic] };
}

function namedCategories({ devices }: Reading, present: ReadonlySet<DeviceCategory>): Set<DeviceCategory> {
  const named = [...devices.keys()].flatMap((kind): DeviceCategory[] =>
    kind === 'workstation' ? [...FORMS] : kind === 'endpoint' ? [] : [kind],
  );
  const found = new Set(named.filter((kind) => present.has(kind)));
  // Who names both forms means the computers whose form is not known too.
  if (found.has('desktop') && found.has('laptop') && present.has('workstation')) found.add('workstation');
  return found;
}

function namedPrior(
  categories: readonly DeviceCategory[],
  named: ReadonlySet<DeviceCategory>,
): { prior: number } {
  const shared = categories.filter((category) => named.has(category)).length;
  if (named.size > 0 && shared === named.size && categories.length === named.size) return { prior: EXACT };
  return { prior: shared > 0 ? OVERLAP : APART };
}

/** An agent runs on desktops, laptops and servers. */
function genericPrior(categories: readonly DeviceCategory[], present: ReadonlySet<DeviceCategory>): number {
  const computers = [...FORMS, 'server' as const].filter((one) => present.has(one));
  if (keyOf(categories) === keyOf(computers)) return 3;
  if (categories.length === 0) return 2.2;
  return isForms(categories, present) ? 2 : -0.5;
}

function isForms(categories: readonly DeviceCategory[], present: ReadonlySet<DeviceCategory>): boolean {
  return keyOf(categories) === keyOf(FORMS.filter((one) => present.has(one)));
}

/** A source that does not tell kinds of devices apart has only their operating systems to go by. */
function shapesWithoutCategories(reading: Reading): DeviceShape[] {
  const { devices, os } = reading;
  const server = devices.get('server');
  const asksForms = devices.has('workstation') || devices.has('desktop') || devices.has('laptop');
  const words = [...devices.values()];
  const shapes: DeviceShape[] = [
    { filter: filterOf([], null), prior: server === undefined ? (asksForms ? 1 : 2) : 0, words },
    {
      filter: withCondition('contains', 'server'),
      prior: server === undefined ? APART : 4,
      words: server === undefined ? [] : [server],
    },
    { filter: withCondition('notContains', 'server'), prior: asksForms ? 3 : 0, words },
  ];
  for (const [family, word] of os) {
    shapes.push({ filter: filterOf([], family), prior: osPrior(family, reading) + 1, words: [word] });
  }
  return shapes;
}

function filterOf(categories: readonly DeviceCategory[], os: OsFamily | null): DeviceFilter {
  const conditions =
    os === null ? [] : [{ field: 'osName', operator: 'contains', value: OS_TEXT[os] } as const];
  return {
    categories: [...categories],
    conditions,
    match: 'all',
    seenWithinDays: null,
    mergeDuplicates: false,
  };
}

function withCondition(operator: 'contains' | 'notContains', value: string): DeviceFilter {
  return { ...filterOf([], null), conditions: [{ field: 'osName', operator, value }] };
}
