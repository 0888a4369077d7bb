import type {
  DeviceRecord,
  LicenseRecord,
  SubscriptionRecord,
  UserRecord,
  VendorCompany,
} from '../../domain/inventory.ts';
import type { FileProfile } from '../file.ts';
import { dateOf } from './dates.ts';
import type { Cell } from './table.ts';
import { CellError, flagOf, numberOf, optionalTextOf, quote, textOf } from './values.ts';
import { CATEGORIES, EXCLUSIONS, LICENSE_STATES, SUBSCRIPTION_STATES, toWord, USER_TYPES } from './words.ts';

/** A row as the records of its fields are made from it. */
export type FieldReader = {
  company: VendorCompany;
  profile: FileProfile;
  /** Reads a field's cell; a cell that is not understood is noted and gives undefined. */
  read<Value>(fieldId: string, parse: (cell: Cell | undefined) => Value): Value | undefined;
  has(fieldId: string): boolean;
  /** Notes what a person should know though the row is read. */
  warn(fieldId: string, message: string): void;
};

/** Without the id, which depends on the rows before. `own`: what the file itself calls it. */
export type Draft<Row> = { own: string | null; natural: string; record: Omit<Row, 'externalId'> };

/** Text that a field cannot do without. */
export function requiredText(cell: Cell | undefined): string {
  const text = textOf(cell);
  if (text === null) {
    throw new CellError('is empty');
  }
  return text;
}

function companyOf({ company }: FieldReader): { companyExternalId: string } {
  return { companyExternalId: company.externalId };
}

function ownId({ read }: FieldReader): string | null {
  return read('id', textOf) ?? null;
}

/** @returns null where the row cannot be read; what is wrong has been noted. */
export function toDevice(row: FieldReader): Draft<DeviceRecord> | null {
  const name = row.read('name', requiredText);
  const rawCategory = row.read('category', optionalTextOf) ?? null;
  const rawStatus = row.read('status', optionalTextOf) ?? null;
  const lastSeenAt = row.read('lastSeenAt', (cell) => dateOf(cell, row.profile.dateOrder));
  if (name === undefined || lastSeenAt === undefined) {
    return null;
  }
  const category = CATEGORIES.get(toWord(rawCategory ?? ''));
  if (category === undefined && row.has('category')) {
    const said = rawCategory === null ? 'is empty' : `is no category that is known: ${quote(rawCategory)}`;
    row.warn('category', `${said}; the device counts as “other”`);
  }
  const record = {
    ...companyOf(row),
    name,
    category: category ?? ('other' as const),
    rawCategory,
    osName: row.read('osName', optionalTextOf) ?? null,
    serialNumber: row.read('serialNumber', optionalTextOf) ?? null,
    lastSeenAt,
    exclusion: EXCLUSIONS.get(toWord(rawStatus ?? '')) ?? null,
    rawStatus,
  };
  return { own: ownId(row), natural: name.toLowerCase(), record };
}

export function toUser(row: FieldReader): Draft<UserRecord> | null {
  const userPrincipalName = row.read('userPrincipalName', requiredText);
  const enabled = row.read('enabled', (cell) => (row.has('enabled') ? requiredFlag(cell) : true));
  const rawType = row.read('type', optionalTextOf);
  const type = row.read('type', toUserType);
  const paidLicenses = row.read('paidLicenses', toPaidLicenses);
  if (
    userPrincipalName === undefined ||
    enabled === undefined ||
    type === undefined ||
    paidLicenses === undefined
  ) {
    return null;
  }
  const names = row.read('licenseNames', optionalTextOf)?.split(/[;+|]/) ?? [];
  const record = {
    ...companyOf(row),
    userPrincipalName,
    displayName: row.read('displayName', optionalTextOf) ?? userPrincipalName,
    department: row.read('department', optionalTextOf) ?? null,
    enabled,
    type,
    rawType: rawType ?? null,
    paidLicenses: row.has('paidLicenses') ? (paidLicenses ?? 0) : null,
    licenseNames: names.map((name) => name.trim()).filter((name) => name !== ''),
  };
  return { own: ownId(row), natural: userPrincipalName.toLowerCase(), record };
}

function toUserType(cell: Cell | undefined): UserRecord['type'] {
  const text = optionalTextOf(cell);
  const type = text === null ? 'member' : USER_TYPES.get(toWord(text));
  if (type === undefined) {
    throw new CellError(`is no type that is known: ${quote(text ?? '')}; write member, guest or mailbox`);
  }
  return type;
}

/** Whether an empty cell means yes or no depends on who wrote the list. */
function requiredFlag(cell: Cell | undefined): boolean {
  const flag = flagOf(cell);
  if (flag === null) {
    throw new CellError('is empty; write yes or no');
  }
  return flag;
}

/** A number, or yes and no. */
function toPaidLicenses(cell: Cell | undefined): number | null {
  const text = optionalTextOf(cell);
  if (text !== null && /^\d+$/.test(text)) {
    return Number(text);
  }
  const isLicensed = flagOf(cell);
  return isLicensed === null ? null : Number(isLicensed);
}

export function toLicense(row: FieldReader): Draft<LicenseRecord> | null {
  const skuName = row.read('skuName', requiredText);
  const purchased = row.read('quantity', (cell) => requiredNumber(cell, row.profile));
  const assigned = row.read('assigned', (cell) => numberOf(cell, row.profile.decimalMark));
  const common = agreed(row);
  if (skuName === undefined || purchased === undefined || assigned === undefined || common === null) {
    return null;
  }
  const rawStatus = row.read('status', optionalTextOf) ?? null;
  const state = stateOf(row, rawStatus, LICENSE_STATES);
  const skuId = row.read('skuId', optionalTextOf) ?? skuName;
  const { term, ...dates } = common;
  const record = {
    ...companyOf(row),
    skuId,
    skuName,
    partNumber: null,
    purchased,
    assigned,
    state,
    rawStatus,
    exclusion: null,
    term,
    ...dates,
  };
  return { own: ownId(row), natural: skuId.toLowerCase(), record };
}

export function toSubscription(row: FieldReader): Draft<SubscriptionRecord> | null {
  const productName = row.read('product', requiredText);
  const quantity = row.read('quantity', (cell) => requiredNumber(cell, row.profile));
  if (productName === undefined || quantity === undefined) {
    return null;
  }
  const productId = row.read('productId', optionalTextOf) ?? productName;
  return subscriptionOf(row, { productId, productName, quantity }, ownId(row));
}

/** A count of one product, which its column is named after. */
export function toCount(
  row: FieldReader,
  column: string,
  quantity: number,
): Draft<SubscriptionRecord> | null {
  return subscriptionOf(row, { productId: column, productName: column, quantity }, null);
}

type Counted = Pick<SubscriptionRecord, 'productId' | 'productName' | 'quantity'>;

function subscriptionOf(
  row: FieldReader,
  counted: Counted,
  own: string | null,
): Draft<SubscriptionRecord> | null {
  const common = agreed(row);
  if (common === null) {
    return null;
  }
  const rawStatus = row.read('status', optionalTextOf) ?? null;
  const state = stateOf(row, rawStatus, SUBSCRIPTION_STATES);
  const { term: billingTerm, ...rest } = common;
  const record = { ...companyOf(row), ...counted, state, rawStatus, billingTerm, ...rest };
  return { own, natural: counted.productId.toLowerCase(), record };
}

type Agreed = { isTrial: boolean; term: string | null; termEndsAt: string | null };

function agreed(row: FieldReader): Agreed | null {
  const isTrial = row.read('trial', flagOf);
  const termEndsAt = row.read('termEndsAt', (cell) => dateOf(cell, row.profile.dateOrder));
  if (isTrial === undefined || termEndsAt === undefined) {
    return null;
  }
  return { isTrial: isTrial ?? false, term: row.read('term', optionalTextOf) ?? null, termEndsAt };
}

/** No word is a running one; an unknown word is kept as such, and does not count. */
function stateOf<State extends string>(
  row: FieldReader,
  raw: string | null,
  words: Map<string, State>,
): State | 'active' | 'unknown' {
  if (raw === null) {
    return 'active';
  }
  const state = words.get(toWord(raw));
  if (state === undefined) {
    row.warn('status', `is no status that is known: ${quote(raw)}; it does not count`);
  }
  return state ?? 'unknown';
}

function requiredNumber(cell: Cell | undefined, { decimalMark }: FileProfile): number {
  const value = numberOf(cell, decimalMark);
  if (value === null) {
    throw new CellError('is empty');
  }
  return value;
}
