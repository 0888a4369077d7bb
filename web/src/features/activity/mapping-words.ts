import { formatQuantity } from '../../ui/format.ts';
import {
  CATEGORY_WORDS,
  COMPARISON_WORDS,
  DEVICE_FIELD_WORDS,
  OPERATOR_WORDS,
  USER_FIELD_WORDS,
} from '../billing/mapping-dialog/words.ts';

export type Fields = Record<string, unknown>;

/**
 * The name of an integration, organization, member or anything else that an id may be of; undefined: not at hand.
 * @param within where alone the id means something: the integration of a SKU or product, or VENDORS; absent: everywhere
 */
export type NameOf = (id: string, within?: string) => string | undefined;

/** Among the ids of vendors: anything may be called "csv". */
export const VENDORS = 'vendors';

export const isFields = (value: unknown): value is Fields =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A word of a table, or what stands for itself. */
export const wordOf = (words: Record<string, string>, key: unknown): string =>
  words[String(key)] ?? String(key);

/**
 * A mapping as the log keeps it, whole or as the key of what is counted: "Devices of NinjaOne: server, 2 units per line".
 * @param nameOf an integration's name, or that of a SKU or product of it
 */
export function mappingWords(mapping: Fields, nameOf: NameOf): string {
  const measure = measureOf(mapping);
  const { integrationId } = measure ?? {};
  if (measure === null || typeof integrationId !== 'string') return COMPARISON_WORDS.none;
  const itemName = (id: unknown): string => nameOf(String(id), integrationId) ?? String(id);
  const units = Number(mapping.unitsPerLine ?? 1);
  const details = [
    ...(isFields(measure.filter) ? filterWords(measure.filter, itemName) : []),
    ...(units === 1 ? [] : [`${formatQuantity(units)} units per line`]),
  ];
  const what = `${wordOf(COMPARISON_WORDS, measure.metric)} of ${nameOf(integrationId) ?? 'an integration that is gone'}`;
  return details.length === 0 ? what : `${what}: ${details.join(', ')}`;
}

function measureOf({ measure, measureKey, ...mapping }: Fields): Fields | null {
  if (typeof measureKey === 'string') return measureOfKey(measureKey);
  if (measure === undefined && measureKey === undefined) return mapping;
  return isFields(measure) ? measure : null;
}

/** The key that the server makes of a measure: `[integrationId, metric, [[field, value], …]]`. */
function measureOfKey(key: string): Fields {
  const [integrationId, metric, filter] = JSON.parse(key) as [string, string, [string, unknown][]];
  return { integrationId, metric, filter: Object.fromEntries(filter) };
}

const FIELDS: Record<string, string> = { ...DEVICE_FIELD_WORDS, ...USER_FIELD_WORDS };

/** Only what the filter names: what it leaves open goes without saying. */
function filterWords(filter: Fields, itemName: (id: unknown) => string): string[] {
  const listed = (key: string, toWords: (value: unknown) => string): string[] => {
    const values = filter[key];
    return Array.isArray(values) ? values.map(toWords) : [];
  };
  const conditions = Array.isArray(filter.conditions) ? filter.conditions.filter(isFields) : [];
  const said = conditions.map(
    ({ field, operator, value }) => `${wordOf(FIELDS, field)} ${wordOf(OPERATOR_WORDS, operator)} “${value}”`,
  );
  return [
    ...listed('categories', (category) => wordOf(CATEGORY_WORDS, category)),
    ...(said.length === 0 ? [] : [said.join(filter.match === 'any' ? ' or ' : ' and ')]),
    ...(filter.scope === undefined ? [] : [`${filter.scope} ones`]),
    ...listed('skuIds', itemName),
    ...(filter.basis === undefined ? [] : [`seats ${filter.basis}`]),
    ...listed('productIds', itemName),
    ...listed('billingTerms', String),
    ...(typeof filter.seenWithinDays === 'number' ? [`seen within ${filter.seenWithinDays} days`] : []),
    ...(filter.mergeDuplicates === true ? ['duplicates merged'] : []),
    ...(filter.includeTrials === true ? ['with trials'] : []),
    ...(filter.includeSuspended === true ? ['with suspended'] : []),
  ];
}
