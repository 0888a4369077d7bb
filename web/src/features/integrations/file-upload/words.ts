import type { FileProfile, Upload, UploadCheck } from '../../../api/types.ts';
import { formatQuantity, plural } from '../../../ui/format.ts';

type Kind = FileProfile['kind'];

export const KINDS: readonly { value: Kind; label: string }[] = [
  { value: 'devices', label: 'Devices' },
  { value: 'users', label: 'Users' },
  { value: 'licenses', label: 'Licences' },
  { value: 'subscriptions', label: 'Counts' },
];

/** What a row stands for. */
export const KIND_HELP: Record<Kind, string> = {
  devices: 'One device a row.',
  users: 'One user a row.',
  licenses: 'One licence of a company a row, with its seats.',
  subscriptions: 'A quantity of a product: one a row, or one column for each product.',
};

const RECORDS: Record<Kind, [string, string]> = {
  devices: ['device', 'devices'],
  users: ['user', 'users'],
  licenses: ['licence', 'licences'],
  subscriptions: ['count', 'counts'],
};

/** "340 devices". */
export function recordWords(kind: Kind, count: number): string {
  return plural(count, ...RECORDS[kind]);
}

/** "340 devices of 12 companies, from 341 rows". */
export function checkWords(kind: Kind, { records, companies, rows, quantity }: UploadCheck): string {
  const sum = quantity === null ? '' : ` (${formatQuantity(Number(quantity))} in all)`;
  return `${recordWords(kind, records)}${sum} of ${plural(companies, 'company', 'companies')}, from ${plural(rows, 'row')}`;
}

export const ENCODINGS: readonly { value: NonNullable<FileProfile['encoding']>; label: string }[] = [
  { value: 'utf-8', label: 'UTF-8' },
  { value: 'windows-1252', label: 'Windows-1252 (Western)' },
  { value: 'utf-16le', label: 'UTF-16' },
  { value: 'utf-16be', label: 'UTF-16, big-endian' },
];

export const DELIMITERS: readonly { value: NonNullable<FileProfile['delimiter']>; label: string }[] = [
  { value: ',', label: 'Comma' },
  { value: ';', label: 'Semicolon' },
  { value: '\t', label: 'Tab' },
  { value: '|', label: 'Bar' },
];

/** How the file was opened: "CSV, UTF-8, comma" or "Excel, sheet Users". */
export function formatWords({ format, profile }: Pick<Upload, 'format' | 'profile'>): string {
  if (format === 'excel') {
    return `Excel, sheet ${profile.sheet ?? ''}`;
  }
  const encoding = ENCODINGS.find(({ value }) => value === profile.encoding)?.label ?? '';
  const delimiter = DELIMITERS.find(({ value }) => value === profile.delimiter)?.label.toLowerCase() ?? '';
  return `CSV, ${encoding}, ${delimiter}`;
}
