import { type Check, percentile, report } from '../report.ts';
import { type Judged, judgeSystems } from './accuracy.ts';
import { createSystems } from './create-systems.ts';

const SYSTEMS = 24;
const SIZE = 1500;
const LARGE_SIZE = 5000;
const LARGE_SYSTEMS = 6;
const LISTED = 25;

/** How often companies are matched with the right organizations, for made-up names whose truth is known. */
export async function benchCompanies(): Promise<void> {
  const judged = Array.from({ length: SYSTEMS }, (_, at) => judgeSystems(createSystems(at + 1, SIZE)));
  const large = Array.from({ length: LARGE_SYSTEMS }, (_, at) =>
    judgeSystems(createSystems(101 + at, LARGE_SIZE)),
  );
  const all = [...judged, ...large];
  const checks = [...accuracy(all), speed(large)];
  await report('companies', 'Company matching', NOTES, checks, failuresOf(all));
}

const NOTES = [
  `Made-up names: ${SYSTEMS} pairs of a PSA and another system with ${SIZE.toLocaleString('en-US')} names each, ${LARGE_SYSTEMS} with ${LARGE_SIZE.toLocaleString('en-US')}; six ways of writing them (with the`,
  'legal form, shortened, joined, abbreviated, in haste, re-sorted), misspelt, without accents, with numbers and notes. One client in',
  'ten is the near twin of another, half of those under the same domain; one name in ten of either system is in that one only. A',
  "system writes no client's name as another client's: no one could tell those apart.",
];

function accuracy(all: readonly Judged[]): Check[] {
  const sum = (key: 'linked' | 'linkedWrongly' | 'known' | 'missed' | 'high' | 'highWrong') =>
    all.reduce((total, one) => total + one[key], 0);
  const share = (part: number, whole: number) => (part / whole) * 100;
  const known = sum('known');
  return [
    { what: 'companies that have an organization', value: known, unit: 'names', limit: null },
    { what: 'linked automatically', value: share(sum('linked'), known), unit: '%', limit: null },
    { what: 'of those wrong', value: share(sum('linkedWrongly'), sum('linked')), unit: '%', limit: 0.5 },
    {
      what: 'the right one not among the first three',
      value: share(sum('missed'), known),
      unit: '%',
      limit: 3,
    },
    { what: 'first candidate of 0.9 or more', value: share(sum('high'), known), unit: '%', limit: null },
    { what: 'of those wrong', value: share(sum('highWrong'), sum('high')), unit: '%', limit: null },
  ];
}

function speed(large: readonly Judged[]): Check {
  const slowest = percentile(
    large.map(({ tookMs }) => tookMs),
    1,
  );
  const size = LARGE_SIZE.toLocaleString('en-US');
  return {
    what: `${size} × ${size} names, slowest of ${LARGE_SYSTEMS}`,
    value: slowest / 1000,
    unit: 's',
    limit: 5,
  };
}

function failuresOf(all: readonly Judged[]): string[] {
  const failures = all.flatMap((one) => one.failures);
  return [
    ['linked', 'Linked automatically, and wrong'],
    ['missed', 'The right one is not among the first three'],
    ['first', 'A first candidate of 0.9 or more, and wrong'],
  ].flatMap(([kind, title]) => {
    const of = failures.filter(({ what }) => what === kind);
    // Evenly over all systems, not the first ones' only.
    const step = Math.max(1, Math.floor(of.length / LISTED));
    const listed = of.filter((_, at) => at % step === 0).slice(0, LISTED);
    return [
      ...(kind === 'linked' ? [] : ['']),
      `## ${title}: ${listed.length} of ${of.length}`,
      '',
      '| written | company | said | truth |',
      '| --- | --- | --- | --- |',
      ...listed.map(({ style, company, said, truth }) => `| ${style} | ${company} | ${said} | ${truth} |`),
    ];
  });
}
