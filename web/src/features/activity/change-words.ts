import type { AuditEntry, Money } from '../../api/types.ts';
import { formatDay, formatMoney, formatQuantity, formatTime, plural } from '../../ui/format.ts';
import { ORIGIN_WORDS, STATE_WORDS } from '../billing/lines/words.ts';
import { COMPARISON_WORDS } from '../billing/mapping-dialog/words.ts';
import { scheduleWords } from '../integrations/schedule-words.ts';
import { ROLE_WORDS } from '../settings/role-words.ts';
import { type Fields, isFields, mappingWords, type NameOf, VENDORS, wordOf } from './mapping-words.ts';

export type Change = { field: string; before: string; after: string };

const FIELD_WORDS: Record<string, string> = {
  assigneeId: 'Looked after by',
  autoIgnore: 'Ignored by itself',
  capabilities: 'Delivers',
  companyIds: 'Companies',
  defaultPsaIntegrationId: 'Default PSA',
  effect: 'Lowers',
  email: 'Email',
  expiresAt: 'Valid until',
  fileName: 'File',
  fromOrganizationId: 'Split off from',
  integrationId: 'Integration',
  intoOrganizationId: 'Merged into',
  joinWith: 'Shares its count with',
  keepsMappings: 'Keeps what it mapped',
  linkedBy: 'Linked by',
  metric: 'What is counted',
  minimum: 'Minimum',
  origin: 'Decided by',
  organizationId: 'Organization',
  organizationIds: 'Organizations',
  parentLineItemId: 'Linked to line',
  productKey: 'Product key',
  productName: 'Product',
  namePattern: 'Name pattern',
  reason: 'Reason',
  ruleId: 'Rule',
  schedule: 'Syncs by itself',
  secretsChanged: 'Secrets changed',
  secretsSet: 'Secrets set',
  settings: 'Connection',
  staleAfterHours: 'Too old after',
  suspendedAt: 'Suspended since',
  syncRunId: 'Sync run',
  takesRest: 'Takes the rest of the count',
  text: 'Note',
  tolerance: 'Tolerance',
  until: 'Accepted until',
};

const METRIC_FIELDS = ['integrationId', 'metric', 'filter', 'unitsPerLine'];

/** Of these the log has all before, and after only what was decided: a field that is not there did not change. */
const KNOWN_IN_PART = new Set(['line_item', 'workspace']);

/** The fields that an entry of the log changed, in words, with both values; fields that stayed are left out. */
export function changesOf(
  { before, after, subject }: Pick<AuditEntry, 'before' | 'after' | 'subject'>,
  nameOf: NameOf = () => undefined,
): Change[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)];
  const isInPart = KNOWN_IN_PART.has(subject.kind);
  const staysUnsaid = (field: string): boolean =>
    isInPart && !(field in is) && (after !== null || field === 'state');
  const fields = [...new Set([...Object.keys(was), ...Object.keys(is)])];
  return fields
    .filter((field) => !staysUnsaid(field))
    .map((field) => ({
      field: fieldWords(field),
      before: valueWords(field, was[field], nameOf),
      after: valueWords(field, is[field], nameOf),
    }))
    .filter((change) => change.before !== change.after);
}

/** One form for what the log has in several: a mapping stands under its name, and what is called twice once. */
function fieldsOf(value: unknown): Fields {
  if (value === null || value === undefined) return {};
  if (!isFields(value)) return { value };
  const { kind: _, ignoreReason, linkedTo, ...fields } = value;
  const named = {
    ...fields,
    ...(ignoreReason === undefined ? {} : { reason: ignoreReason }),
    ...(linkedTo === undefined ? {} : { parentLineItemId: linkedTo }),
  };
  // What records were said to need no line has a metric, and is no mapping.
  if (!('metric' in named && 'filter' in named)) return named;
  const entries = Object.entries(named);
  return {
    mapping: Object.fromEntries(entries.filter(([key]) => METRIC_FIELDS.includes(key))),
    ...Object.fromEntries(entries.filter(([key]) => ![...METRIC_FIELDS, 'mode'].includes(key))),
  };
}

/** A field's name; one without words of its own is read from how it is written: "timeZone" is "Time zone". */
function fieldWords(field: string): string {
  const [first = '', ...rest] = field
    .replace(/(?<=.)Ids?$/, '')
    .replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  return FIELD_WORDS[field] ?? first.toUpperCase() + rest.join('');
}

const NOTHING: Record<string, string> = {
  organizationIds: 'All',
  schedule: 'Never',
  expiresAt: 'Until ended',
};

const ROLE_NAMES = Object.fromEntries(Object.entries(ROLE_WORDS).map(([role, { name }]) => [role, name]));

const LINKED_BY: Record<string, string> = { automatic: 'Tieout, by its name', person: 'A person' };

const VALUE_WORDS: Record<string, Record<string, string>> = {
  state: { ...STATE_WORDS, unlinked: 'Unlinked' },
  role: ROLE_NAMES,
  origin: ORIGIN_WORDS,
  metric: COMPARISON_WORDS,
  linkedBy: LINKED_BY,
  effect: { price: 'The price', quantity: 'The quantity' },
  plan: { free: 'Free', pro: 'Pro', enterprise: 'Enterprise' },
};

function valueWords(field: string, value: unknown, nameOf: NameOf): string {
  if (value === undefined) return '—';
  if (value === null) return NOTHING[field] ?? '—';
  if (typeof value === 'boolean') return value ? 'Yes' : 'No';
  if (typeof value === 'number')
    return field === 'staleAfterHours' ? plural(value, 'hour') : formatQuantity(value);
  if (typeof value === 'string') return textWords(field, value, nameOf);
  if (Array.isArray(value)) return listWords(field, value, nameOf);
  return isFields(value) ? objectWords(field, value, nameOf) : String(value);
}

const TIME = /^\d{4}-\d\d-\d\dT\d\d:\d\d/;
const DAY = /^\d{4}-\d\d-\d\d$/;

function textWords(field: string, text: string, nameOf: NameOf): string {
  if (field === 'schedule') return scheduleWords(text);
  if (TIME.test(text)) return formatTime(text);
  if (DAY.test(text)) return formatDay(text);
  return nameOf(text, field === 'vendor' ? VENDORS : undefined) ?? wordOf(VALUE_WORDS[field] ?? {}, text);
}

function listWords(field: string, values: readonly unknown[], nameOf: NameOf): string {
  if (field === 'companyIds') return plural(values.length, 'company', 'companies');
  return values.length === 0 ? 'None' : values.map((value) => valueWords(field, value, nameOf)).join(', ');
}

function objectWords(field: string, value: Fields, nameOf: NameOf): string {
  if (field === 'mapping') return mappingWords(value, nameOf);
  if (typeof value.amount === 'string' && typeof value.currency === 'string')
    return formatMoney(value as Money);
  const parts = Object.entries(value)
    .filter(([, part]) => part !== null && part !== undefined)
    .map(([key, part]) => `${fieldWords(key)}: ${valueWords(key, part, nameOf)}`);
  return parts.join(', ') || 'None';
}
