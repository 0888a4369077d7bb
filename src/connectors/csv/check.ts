import { Decimal } from '../../domain/money.ts';
import { VendorError } from '../connector.ts';
import type { FileCheck, FileWatch, RowProblem, UploadedFile } from '../file.ts';
import { describeRecord, type RowResult, readRows } from './rows.ts';

const PROBLEMS_SHOWN = 200;
const RECORDS_SHOWN = 10;
const COMPANIES_SHOWN = 100;

/** Reads a whole file and keeps nothing; see FileReader.check. */
export async function checkFile(file: UploadedFile, watch?: FileWatch): Promise<FileCheck> {
  const sums = createSums(watch);
  for await (const result of readRows(file)) {
    sums.add(result);
  }
  const check = sums.end();
  if (check.rows === 0) {
    throw new VendorError(
      'bad_file',
      `The file has no rows below its header in row ${file.profile.headerRow}.`,
    );
  }
  return check;
}

function createSums(watch: FileWatch | undefined): {
  add: (result: RowResult) => void;
  end: () => FileCheck;
} {
  const companies = new Set<string>();
  const inDoubt = new Map<string, string>();
  let quantity: Decimal | null = null;
  const check: FileCheck = {
    rows: 0,
    records: 0,
    companies: 0,
    quantity: null,
    errors: [],
    errorCount: 0,
    companiesInDoubt: [],
    warnings: [],
    warningCount: 0,
    preview: [],
  };
  return {
    add(result) {
      check.rows += 1;
      check.records += result.records.length;
      check.errorCount += note(check.errors, result.errors);
      check.warningCount += note(check.warnings, result.warnings);
      if (result.company !== null) {
        companies.add(result.company.externalId);
        if (result.errors.length > 0) {
          inDoubt.set(result.company.externalId, result.company.name);
          watch?.companyInDoubt(result.company.externalId);
        }
      }
      for (const record of result.records) {
        watch?.record(record.externalId);
        const { name, quantity: own, detail } = describeRecord(record);
        quantity = own === null ? quantity : (quantity ?? new Decimal(0)).plus(own);
        if (check.preview.length < RECORDS_SHOWN) {
          const shown = own === null ? null : String(own);
          check.preview.push({
            row: result.row,
            company: result.company?.name ?? '',
            name,
            quantity: shown,
            detail,
          });
        }
      }
    },
    end: () => ({
      ...check,
      companies: companies.size,
      quantity: quantity?.toString() ?? null,
      companiesInDoubt: [...inDoubt.values()].slice(0, COMPANIES_SHOWN),
    }),
  };
}

/** @returns how many there are, whether or not there is room to show them. */
function note(shown: RowProblem[], problems: readonly RowProblem[]): number {
  shown.push(...problems.slice(0, PROBLEMS_SHOWN - shown.length));
  return problems.length;
}
