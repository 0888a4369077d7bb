import type {
  DeviceRecord,
  LicenseRecord,
  Metric,
  RecordOf,
  SubscriptionRecord,
  UserRecord,
  VendorCompany,
} from '../../domain/inventory.ts';
import { VendorError } from '../connector.ts';
import type { FileProfile, RowProblem, UploadedFile } from '../file.ts';
import { FIELDS } from './fields.ts';
import { columnNames, isBlank, showCell } from './header.ts';
import { createIdentities, type Identities } from './identities.ts';
import { type Cell, openTable, type TableRow } from './table.ts';
import {
  type Draft,
  type FieldReader,
  requiredText,
  toCount,
  toDevice,
  toLicense,
  toSubscription,
  toUser,
} from './transform.ts';
import { CellError, numberOf, textOf } from './values.ts';

export type FileRecord = DeviceRecord | UserRecord | LicenseRecord | SubscriptionRecord;

/** What a row comes to. A row with an error gives no records. */
export type RowResult = {
  row: number;
  /** null: the row does not say whose it is. */
  company: VendorCompany | null;
  records: FileRecord[];
  errors: RowProblem[];
  warnings: RowProblem[];
  /** As it stands in the file. */
  cells: string[];
};

/**
 * Every row of a file below its header, empty ones left out.
 * @throws VendorError `bad_file` where the file has not the columns of its profile, or is broken.
 */
export async function* readRows(file: UploadedFile): AsyncGenerator<RowResult, void, undefined> {
  const { profile } = file;
  const table = await openTable(file, profile);
  let reader: ((row: TableRow) => RowResult) | null = null;
  for await (const row of table.rows()) {
    if (row.row === profile.headerRow) {
      reader = createRowReader(profile, columnNames(row.cells));
    } else if (reader !== null && !isBlank(row.cells)) {
      yield reader(row);
    }
  }
  if (reader === null) {
    throw new VendorError(
      'bad_file',
      `The file has no row ${profile.headerRow} to take the columns' names from.`,
    );
  }
}

function createRowReader(profile: FileProfile, names: readonly string[]): (row: TableRow) => RowResult {
  requireColumns(profile, names);
  const identities = createIdentities();
  const indexOf = (column: string | undefined) => (column === undefined ? -1 : names.indexOf(column));
  const places = new Map(Object.entries(profile.columns).map(([id, column]) => [id, indexOf(column)]));
  const counts = profile.countColumns.map((column) => ({ column, index: indexOf(column) }));
  return ({ row, cells }) => {
    const result = beginResult(row, cells, names.length);
    const notes = createNotes(result, profile);
    const cellOf = (id: string) => cells[places.get(id) ?? -1];
    const read = <Value>(id: string, parse: (cell: Cell | undefined) => Value) =>
      notes.attempt(profile.columns[id] ?? null, () => parse(cellOf(id)));
    const company = toCompany(profile, read);
    if (company === null) {
      return result;
    }
    result.company = company;
    const fields: FieldReader = { company, profile, read, has: (id) => places.has(id), warn: notes.warn };
    const drafts = counts.length > 0 ? countsOf(fields, counts, cells, notes) : single(profile.kind, fields);
    addRecords(result, profile.kind, drafts, identities);
    return result;
  };
}

/** @param width how many columns have a name; cells beyond them have slipped there. */
function beginResult(row: number, cells: readonly Cell[], width: number): RowResult {
  const message = 'has more cells than there are columns; text with a delimiter in it needs quotation marks';
  const errors = isBlank(cells.slice(width)) ? [] : [{ row, column: null, message }];
  return { row, company: null, records: [], errors, warnings: [], cells: cells.map(showCell) };
}

type Notes = {
  attempt<Value>(column: string | null, work: () => Value): Value | undefined;
  warn(fieldId: string, message: string): void;
};

function createNotes(result: RowResult, profile: FileProfile): Notes {
  return {
    attempt(column, work) {
      try {
        return work();
      } catch (error) {
        if (!(error instanceof CellError)) {
          throw error;
        }
        if (!result.errors.some((one) => one.column === column && one.message === error.message)) {
          result.errors.push({ row: result.row, column, message: error.message });
        }
        return undefined;
      }
    },
    warn(fieldId, message) {
      result.warnings.push({ row: result.row, column: profile.columns[fieldId] ?? null, message });
    },
  };
}

/** A company without an id of its own goes by its name. */
function toCompany({ columns }: FileProfile, read: FieldReader['read']): VendorCompany | null {
  const name = read('company', requiredText);
  const id = columns.companyId === undefined ? name?.toLowerCase() : read('companyId', requiredText);
  return name === undefined || id === undefined
    ? null
    : { externalId: id, name, domains: [], tenantId: null };
}

type AnyDraft = Draft<FileRecord>;

const TRANSFORMS: { [Kind in Metric]: (row: FieldReader) => Draft<RecordOf[Kind]> | null } = {
  devices: toDevice,
  users: toUser,
  licenses: toLicense,
  subscriptions: toSubscription,
};

function single(kind: Metric, fields: FieldReader): AnyDraft[] {
  const draft = TRANSFORMS[kind](fields);
  return draft === null ? [] : [draft];
}

function countsOf(
  fields: FieldReader,
  counts: readonly { column: string; index: number }[],
  cells: readonly Cell[],
  { attempt }: Notes,
): AnyDraft[] {
  return counts.flatMap(({ column, index }) => {
    const cell = cells[index];
    // "-" is how people write 0 in such tables; "n/a" is not.
    const isNothing = attempt(column, () => ['-', '–', '—', null].includes(textOf(cell)));
    const quantity = isNothing ? 0 : attempt(column, () => numberOf(cell, fields.profile.decimalMark));
    const draft = quantity === undefined || quantity === null ? null : toCount(fields, column, quantity);
    return draft === null ? [] : [draft];
  });
}

function addRecords(
  result: RowResult,
  kind: Metric,
  drafts: readonly AnyDraft[],
  identities: Identities,
): void {
  if (result.errors.length > 0) {
    return;
  }
  for (const draft of drafts) {
    const { record, warning, error } = identities.identify(kind, draft, result.row);
    if (record !== null) {
      result.records.push(record);
    }
    if (warning !== null) {
      result.warnings.push({ row: result.row, column: null, message: warning });
    }
    if (error !== null) {
      result.errors.push({ row: result.row, column: null, message: error });
    }
  }
  if (result.errors.length > 0) {
    result.records = [];
  }
}

/** @throws VendorError `bad_file` naming every column that is missing or not chosen. */
function requireColumns(profile: FileProfile, names: readonly string[]): void {
  const wanted = [...Object.values(profile.columns), ...profile.countColumns];
  const missing = wanted.filter((column) => !names.includes(column));
  if (missing.length > 0) {
    const list = missing.map((column) => `“${column}”`).join(', ');
    throw new VendorError('bad_file', `The file has no column ${list}. It has: ${names.join(', ')}.`);
  }
  const hasCounts = profile.countColumns.length > 0;
  const unchosen = FIELDS[profile.kind].filter(
    ({ id, isRequired }) =>
      isRequired &&
      profile.columns[id] === undefined &&
      !(hasCounts && (id === 'product' || id === 'quantity')),
  );
  if (unchosen.length > 0) {
    const list = unchosen.map(({ label }) => label).join(', ');
    throw new VendorError('bad_file', `Choose the column with: ${list}.`);
  }
}

/** What a record is called and how many it counts for, in few words. */
export function describeRecord(record: FileRecord): {
  name: string;
  quantity: number | null;
  detail: string;
} {
  if ('purchased' in record) {
    const assigned = record.assigned === null ? [] : [`${record.assigned} in use`];
    return {
      name: record.skuName,
      quantity: record.purchased,
      detail: [record.state, ...assigned].join(', '),
    };
  }
  if ('quantity' in record) {
    return { name: record.productName, quantity: record.quantity, detail: record.state };
  }
  if ('userPrincipalName' in record) {
    const detail = `${record.enabled ? 'enabled' : 'disabled'} ${record.type}`;
    return { name: record.userPrincipalName, quantity: null, detail };
  }
  const seen = record.lastSeenAt === null ? [] : [`seen ${record.lastSeenAt.slice(0, 10)}`];
  const exclusion = record.exclusion === null ? [] : [record.exclusion.replace('_', ' ')];
  return { name: record.name, quantity: null, detail: [record.category, ...exclusion, ...seen].join(', ') };
}
