import type { Random } from './random.ts';

const FIRST = [
  'Ada',
  'Amir',
  'Anna',
  'Ben',
  'Carla',
  'Chen',
  'Dana',
  'David',
  'Elena',
  'Farah',
  'Felix',
  'Grace',
  'Hana',
  'Hugo',
  'Ines',
  'Ivan',
  'Jack',
  'Julia',
  'Kofi',
  'Lara',
  'Leo',
  'Maria',
  'Marcus',
  'Mei',
  'Nadia',
  'Noah',
  'Olga',
  'Omar',
  'Paula',
  'Pavel',
  'Quinn',
  'Rosa',
  'Ruben',
  'Sara',
  'Sven',
  'Tara',
  'Tomas',
  'Uma',
  'Victor',
  'Wanda',
  'Yusuf',
  'Zoe',
] as const;

const LAST = [
  'Adler',
  'Bennett',
  'Castro',
  'Diaz',
  'Egan',
  'Fischer',
  'Garcia',
  'Hughes',
  'Ito',
  'Jensen',
  'Kaplan',
  'Lindgren',
  'Moreau',
  'Novak',
  'Okafor',
  'Patel',
  'Quist',
  'Rossi',
  'Singh',
  'Tran',
  'Ueda',
  'Vargas',
  'Weber',
  'Xu',
  'Young',
  'Zimmer',
  'Abbott',
  'Brandt',
  'Cole',
  'Dunn',
  'Ferrari',
  'Grant',
  'Holm',
  'Ivers',
  'Kelly',
  'Lopez',
  'Meyer',
  'Nash',
] as const;

/** So many different names of people. */
export function peopleNames(count: number, random: Random): string[] {
  const names = new Set<string>();
  while (names.size < count) names.add(`${random.pick(FIRST)} ${random.pick(LAST)}`);
  return [...names];
}

/** A user principal name: "Mei Okafor" at example.com is mei.okafor@example.com. */
export function upnOf(name: string, domain: string): string {
  return `${name.toLowerCase().replaceAll(/[^a-z0-9]+/g, '.')}@${domain}`;
}
