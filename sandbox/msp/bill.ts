import { COUNTED } from './catalogue.ts';
import { type CountGroup, creditsOf, type GroupLine } from './groups.ts';
import { type Random, randomFor } from './random.ts';

/** Findings among the lines that the demo maps, and among those it leaves unmapped. */
const ERRORS = { mapped: 58, left: 4 };
/** Countable lines that the demo leaves unmapped. */
const LEFT = 30;
/** Of each of these products one line at least is wrong: shared, for nothing, free units, with a discount. */
const ALWAYS_WRONG = [
  { client: 'Riverbend Medical Partners', product: COUNTED.workstation },
  { client: 'Driftwood Hospitality Group', product: COUNTED.workstation },
  { client: 'Hollis Orthodontics', product: COUNTED.network },
  { client: 'Harborview Logistics', product: COUNTED.server },
  { client: 'Falcon Freight Lines', product: COUNTED.workstation },
  { client: 'Ironwood Manufacturing', product: COUNTED.workstation },
  { client: 'Clearview Eye Care', product: COUNTED.businessPremium },
];

/** Bills what was delivered, then leaves some lines for later and gets some wrong. */
export function billGroups(groups: CountGroup[], seed: number): void {
  for (const group of groups) billRightly(group);
  leaveSome(groups, randomFor(seed, 'left'));
  getSomeWrong(groups, randomFor(seed, 'errors'));
}

function billRightly({ intended, lines, presumed }: CountGroup): void {
  let left = presumed;
  lines.forEach(({ line, invoice }, index) => {
    const isLast = index === lines.length - 1;
    const units = isLast ? left : Math.floor(presumed * 0.6);
    left -= units;
    const needed = Math.max(line.minimum ?? 0, Math.ceil(units / intended.unitsPerLine));
    if (!line.isFixed) line.quantity = needed + creditsOf(line, invoice);
  });
}

/** A product that nobody has mapped yet, and single lines of others. Lines that share a count or have adjustments stay. */
function leaveSome(groups: CountGroup[], random: Random): void {
  const alone = groups.flatMap((group) => (group.lines.length === 1 ? group.lines : []));
  const canBeLeft = alone.filter(({ line, invoice }) => {
    const isParent = invoice.lines.some((row) => row.parent === line);
    return !isParent && !line.isFixed && !line.free.length && !isAlwaysWrong({ line, invoice });
  });
  const isNew = ({ line }: GroupLine) => line.product === COUNTED.passwordManager;
  const chosen = [...canBeLeft.filter(isNew), ...random.shuffle(canBeLeft.filter((row) => !isNew(row)))];
  for (const { line } of chosen.slice(0, LEFT)) line.action = 'leave';
}

function isAlwaysWrong({ line, invoice }: GroupLine): boolean {
  return ALWAYS_WRONG.some((row) => row.client === invoice.client.name && row.product === line.product);
}

/** An error is made on the last line of a group, where it shows: the lines before it take what they bill. */
function getSomeWrong(groups: CountGroup[], random: Random): void {
  const candidates = random.shuffle(groups.flatMap(candidateOf));
  const first = candidates.filter(isAlwaysWrong);
  const others = candidates.filter((row) => !isAlwaysWrong(row));
  const mapped = [...first, ...others.filter(({ line }) => line.action === 'map')];
  const already = groups.flatMap((group) => group.lines).filter(({ line }) => line.isInjectedError).length;
  const left = others.filter(({ line }) => line.action === 'leave');
  for (const row of [...mapped.slice(0, ERRORS.mapped - already), ...left.slice(0, ERRORS.left)])
    spoil(row, random);
}

function candidateOf(group: CountGroup): GroupLine[] {
  const last = group.lines.at(-1);
  if (!last || 'unknownReason' in group.truth || last.line.isFixed) return [];
  const isHeldByMinimum = last.line.minimum !== null && group.presumed < last.line.minimum;
  return isHeldByMinimum ? [] : [last];
}

/** Three in five bill too little, by up to a sixth; the others too much. */
function spoil({ line, invoice }: GroupLine, random: Random): void {
  const least = Math.max(line.minimum ?? 0, creditsOf(line, invoice) + 1, ...line.free);
  const difference = random.integer(1, Math.max(1, Math.round(line.quantity / 6)));
  const isUnder = random.chance(0.6) && line.quantity - difference >= least;
  line.quantity += isUnder ? -difference : difference;
  line.isInjectedError = true;
}
