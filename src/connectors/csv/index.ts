import { DEVICE_CATEGORIES } from '../../domain/inventory.ts';
import { type Batch, type Connector, type FailedCompany, VendorError } from '../connector.ts';
import type { FileDelivery, FileProfile, RowProblem, UploadedFile } from '../file.ts';
import { rejectedRecord } from '../kit/parse.ts';
import { checkFile } from './check.ts';
import { FIELDS } from './fields.ts';
import { inspectFile } from './inspect.ts';
import { type RowResult, readRows } from './rows.ts';

const ROWS_PER_BATCH = 1000;

export const connector: Connector = {
  id: 'csv',
  title: 'CSV or Excel file',
  category: 'file',
  capabilities: ['devices', 'users', 'licenses', 'subscriptions'],
  deviceCategories: DEVICE_CATEGORIES,
  credentialFields: [],
  files: { fields: FIELDS, inspect: inspectFile, check: checkFile, delivery: deliveryOfProfile },
  open(_credentials, { file }) {
    return {
      test: async () => `The file in use is ${requireFile(file).name}.`,
      read: () => read(requireFile(file)),
    };
  },
};

function requireFile(file: UploadedFile | null | undefined): UploadedFile {
  if (file === null || file === undefined) {
    throw new VendorError('no_file', 'No file has been uploaded yet.');
  }
  return file;
}

/** A file knows what its columns tell, and nothing else. */
function deliveryOfProfile({ kind, columns }: FileProfile): FileDelivery {
  return {
    capabilities: [kind],
    deviceCategories: kind === 'devices' && columns.category !== undefined ? [...DEVICE_CATEGORIES] : [],
    knowsAssignedSeats: kind === 'licenses' && columns.assigned !== undefined,
    knowsLastSeen: kind === 'devices' && columns.lastSeenAt !== undefined,
  };
}

async function* read(file: UploadedFile): AsyncGenerator<Batch, void, undefined> {
  let rows: RowResult[] = [];
  let done = 0;
  const toNext = (): Batch => {
    const batch = toBatch(file.profile, rows, done);
    rows = [];
    return batch;
  };
  for await (const row of readRows(file)) {
    rows.push(row);
    done += 1;
    if (rows.length === ROWS_PER_BATCH) {
      yield toNext();
    }
  }
  if (done === 0) {
    throw new VendorError(
      'bad_file',
      `The file has no rows below its header in row ${file.profile.headerRow}.`,
    );
  }
  yield toNext();
}

function toBatch({ kind }: FileProfile, rows: readonly RowResult[], done: number): Batch {
  const companies = rows.flatMap(({ company }) => (company === null ? [] : [company]));
  const bad = rows.filter(({ errors }) => errors.length > 0);
  return {
    phase: 'rows',
    done,
    total: null,
    companies: [...new Map(companies.map((company) => [company.externalId, company])).values()],
    [kind]: rows.flatMap(({ records }) => records),
    rejected: bad.map(({ errors, cells }) => rejectedRecord(kind, cells, errors.map(inWords).join('; '))),
    failedCompanies: bad.flatMap(toFailed),
  };
}

/** One row that cannot be read makes every count of its company doubtful: its data stay, and read as unknown. */
function toFailed({ company, errors }: RowResult): FailedCompany[] {
  const [first] = errors;
  return company === null || first === undefined
    ? []
    : [{ companyExternalId: company.externalId, message: inWords(first) }];
}

/** "Row 14, Last seen: is not a date …" */
function inWords({ row, column, message }: RowProblem): string {
  return `Row ${row}${column === null ? '' : `, ${column}`}: ${message}`;
}
