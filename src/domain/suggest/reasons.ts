import type { QuantitySource } from '../agreement.ts';
import type { Reason } from './types.ts';

const COUNTED_BY_PSA: Record<QuantitySource, string> = {
  asset_count: 'assets',
  license_count: 'licences',
  user_count: 'users',
  subscription_count: 'subscriptions',
  manual: '',
  custom_sql: '',
};

/** A reason in words. @param measureText what the suggestion counts: "desktop, laptop" */
export function describeReason(reason: Reason, measureText: string): string {
  switch (reason.kind) {
    case 'mapped_elsewhere':
      return `${share(reason)} with a decision map this product to ${measureText}`;
    case 'mapped_elsewhere_alike':
      return `${share(reason)} with a decision map this product to the same count of another integration`;
    case 'similar_product':
      return `${share(reason)} with a decision map the similar product “${reason.productName}” to it`;
    case 'fit':
      return fitText(reason);
    case 'name_says':
      return `the ${reason.where} says ${quoted(reason.words)}`;
    case 'name_names_vendor':
      return `the name names ${reason.integrationName}`;
    case 'name_says_units':
      return `the name says ${reason.unitsPerLine} for each one billed`;
    case 'names_sku':
      return `the name has ${quoted(reason.words)} in common with “${reason.itemName}”`;
    case 'names_part':
      return `the part number ${reason.partNumber} stands in the line`;
    case 'psa_counts':
      return `the PSA counts ${COUNTED_BY_PSA[reason.quantitySource]} for it`;
    case 'no_company':
      return `this client is not linked to a company in ${reason.integrationName} yet`;
    case 'one_time':
      return 'it is billed once, so it has no monthly amount';
    case 'says_not_counted':
      return `the name says ${quoted(reason.words)}: ${reason.what}`;
    case 'ignored_elsewhere':
      return `${share(reason)} with a decision have it ignored`;
    case 'nothing_fits':
      return `no count explains it: the best one equals what is billed at ${share({ clients: reason.explained, of: reason.clients })}`;
    case 'always_the_same':
      return `the quantity is ${reason.quantity} at all ${reason.clients} clients`;
  }
}

function fitText({ clients, of, unitsPerLine }: Extract<Reason, { kind: 'fit' }>): string {
  const units = unitsPerLine === 1 ? '' : `, at ${unitsPerLine} for each one billed`;
  return `billed equals counted at ${share({ clients, of })}${units}`;
}

function share({ clients, of }: { clients: number; of: number }): string {
  return `${clients} of ${of} ${of === 1 ? 'client' : 'clients'}`;
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `“${word}”`).join(', ');
}
