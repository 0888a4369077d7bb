import type { Capability, Integration, Vendor } from '../../api/types.ts';
import { plural } from '../../ui/format.ts';

export const CATEGORY_WORDS: Record<Vendor['category'], string> = {
  psa: 'PSA',
  rmm: 'Remote monitoring',
  security: 'Security',
  cloud: 'Cloud',
  distribution: 'Distribution',
  file: 'Files',
};

const CAPABILITY_WORDS: Record<Capability, string> = {
  agreements: 'agreements',
  devices: 'devices',
  users: 'users',
  licenses: 'licences',
  subscriptions: 'subscriptions',
};

/** "Reads users and licences". */
export function capabilityWords(capabilities: readonly Capability[]): string {
  return `Reads ${new Intl.ListFormat('en').format(capabilities.map((capability) => CAPABILITY_WORDS[capability]))}`;
}

/** "12 companies", "1,204 devices": of what the integration delivers, what it holds. */
export function countWords({ capabilities, counts }: Pick<Integration, 'capabilities' | 'counts'>): string[] {
  const nouns: Record<Capability, [string, string]> = {
    agreements: ['agreement', 'agreements'],
    devices: ['device', 'devices'],
    users: ['user', 'users'],
    licenses: ['licence subscription', 'licence subscriptions'],
    subscriptions: ['subscription', 'subscriptions'],
  };
  const parts = capabilities.map((capability) => plural(counts[capability], ...nouns[capability]));
  return [plural(counts.companies, 'company', 'companies'), ...parts];
}

/** The catalogue in the order of categories, each by name. */
export function byCategory(vendors: readonly Vendor[]): [Vendor['category'], Vendor[]][] {
  const categories = Object.keys(CATEGORY_WORDS) as Vendor['category'][];
  return categories
    .map((category): [Vendor['category'], Vendor[]] => [
      category,
      vendors.filter((vendor) => vendor.category === category).sort((a, b) => a.name.localeCompare(b.name)),
    ])
    .filter(([, members]) => members.length > 0);
}
