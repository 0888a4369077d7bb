import { fromField } from '../database/copy-text.ts';
import type { InventoryRecord } from '../domain/counting/count.ts';
import type { DeviceRecord, Metric, RecordOf, UserRecord } from '../domain/inventory.ts';
import type { Measure } from '../domain/measure.ts';

const DAY_MS = 24 * 60 * 60 * 1000;

/**
 * What counting reads of the records of a metric, and how records are made of it again. Fields that hardly any two
 * records share come last, and only where a measure reads them.
 */
export type RecordFields = {
  /** SQL expressions on the metric's table. */
  columns: string[];
  /** How many of the columns, from the first on, tell one kind of record from another. */
  kindColumns: number;
  /** @param values of the columns that tell kinds apart, null for SQL's null */
  toKind(values: readonly (string | null)[]): InventoryRecord;
  /** The record of a kind with its own fields. @param own the values of the other columns */
  complete(kind: InventoryRecord, own: readonly (string | null)[]): InventoryRecord;
};

/** @param asOf ISO 8601: the time of the source's data, which ages are counted back from */
export function fieldsFor(metric: Metric, measures: readonly Measure[], asOf: string): RecordFields {
  switch (metric) {
    case 'devices':
      return deviceFields(measures, asOf);
    case 'users':
      return userFields(measures);
    case 'licenses':
      return LICENSE_FIELDS;
    case 'subscriptions':
      return SUBSCRIPTION_FIELDS;
  }
}

const NO_VENDOR_RECORD = { externalId: '', companyExternalId: '' };

function deviceFields(measures: readonly Measure[], asOf: string): RecordFields {
  const oldest = oldestOf(measures, asOf);
  const classes = oldest.map((time) => `'${time}'`).join(', ');
  const age = `width_bucket(last_seen_at, ARRAY[${classes}]::timestamptz[])`;
  const own = [
    ...(readsField(measures, 'deviceName') ? ['name'] : []),
    ...(mergesDuplicates(measures) ? ['serial_number'] : []),
  ];
  const [nameAt, serialAt] = [own.indexOf('name'), own.indexOf('serial_number')];
  return {
    columns: ['category', 'exclusion', 'os_name', oldest.length === 0 ? 'NULL' : age, ...own],
    kindColumns: 4,
    complete: (kind, values) => ({
      ...(kind as DeviceRecord),
      name: values[nameAt] ?? '',
      serialNumber: values[serialAt] ?? null,
    }),
    toKind: ([category, exclusion, osName, ageClass]) => ({
      ...NO_VENDOR_RECORD,
      name: '',
      category: category as RecordOf['devices']['category'],
      rawCategory: null,
      osName: osName ?? null,
      serialNumber: null,
      lastSeenAt: ageClass == null ? null : seenIn(Number(ageClass), oldest),
      exclusion: exclusion as RecordOf['devices']['exclusion'],
      rawStatus: null,
    }),
  };
}

/** The times that a measure's "seen within" begins at, ISO 8601, ascending. */
function oldestOf(measures: readonly Measure[], asOf: string): string[] {
  const days = measures.flatMap(({ metric, filter }) =>
    metric === 'devices' && filter.seenWithinDays !== null ? [filter.seenWithinDays] : [],
  );
  return [...new Set(days)]
    .sort((a, b) => b - a)
    .map((count) => new Date(Date.parse(asOf) - count * DAY_MS).toISOString());
}

/** A time that every measure judges as it would any other of the same class: the first of the class. */
function seenIn(ageClass: number, oldest: readonly string[]): string {
  return oldest[ageClass - 1] ?? new Date(0).toISOString();
}

function readsField(measures: readonly Measure[], wanted: string): boolean {
  return measures.some(
    ({ metric, filter }) =>
      (metric === 'devices' || metric === 'users') && filter.conditions.some(({ field }) => field === wanted),
  );
}

function mergesDuplicates(measures: readonly Measure[]): boolean {
  return measures.some(({ metric, filter }) => metric === 'devices' && filter.mergeDuplicates);
}

function userFields(measures: readonly Measure[]): RecordFields {
  const department = readsField(measures, 'department') ? 'department' : 'NULL';
  const own = [
    ...(readsField(measures, 'userPrincipalName') ? ['user_principal_name'] : []),
    ...(readsField(measures, 'displayName') ? ['display_name'] : []),
  ];
  const [principalAt, nameAt] = [own.indexOf('user_principal_name'), own.indexOf('display_name')];
  return {
    columns: ['enabled', 'type', 'paid_licenses', department, ...own],
    kindColumns: 4,
    complete: (kind, values) => ({
      ...(kind as UserRecord),
      userPrincipalName: values[principalAt] ?? '',
      displayName: values[nameAt] ?? '',
    }),
    toKind: ([enabled, type, paidLicenses, ofDepartment]) => ({
      ...NO_VENDOR_RECORD,
      userPrincipalName: '',
      displayName: '',
      department: ofDepartment ?? null,
      enabled: enabled === 't',
      type: type as RecordOf['users']['type'],
      rawType: null,
      paidLicenses: paidLicenses == null ? null : Number(paidLicenses),
      licenseNames: [],
    }),
  };
}

const LICENSE_FIELDS: RecordFields = {
  columns: ['sku_id', 'state', 'is_trial', 'exclusion', 'purchased', 'assigned'],
  kindColumns: 6,
  complete: (kind) => kind,
  toKind: ([skuId, state, isTrial, exclusion, purchased, assigned]) => ({
    ...NO_VENDOR_RECORD,
    skuId: skuId ?? '',
    skuName: '',
    partNumber: null,
    purchased: Number(purchased),
    assigned: assigned == null ? null : Number(assigned),
    state: state as RecordOf['licenses']['state'],
    rawStatus: null,
    isTrial: isTrial === 't',
    exclusion: exclusion as RecordOf['licenses']['exclusion'],
    term: null,
    termEndsAt: null,
  }),
};

const SUBSCRIPTION_FIELDS: RecordFields = {
  columns: ['product_id', 'state', 'is_trial', 'billing_term', 'quantity'],
  kindColumns: 5,
  complete: (kind) => kind,
  toKind: ([productId, state, isTrial, billingTerm, quantity]) => ({
    ...NO_VENDOR_RECORD,
    productId: productId ?? '',
    productName: '',
    quantity: Number(quantity),
    state: state as RecordOf['subscriptions']['state'],
    rawStatus: null,
    isTrial: isTrial === 't',
    billingTerm: billingTerm ?? null,
    termEndsAt: null,
  }),
};

/** The values of a line of columns, as `toKind` and `complete` take them. */
export function valuesOf(line: string): (string | null)[] {
  return line.split('\t').map(fromField);
}
