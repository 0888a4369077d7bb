import type { DeviceCategory, Metric } from '../domain/inventory.ts';

/** A file as a person uploaded it. The name is only shown; nothing on disk is called by it. */
export type FileContent = { name: string; bytes: Uint8Array };

/** The file an integration is read from, with how a person said it is to be read. */
export type UploadedFile = FileContent & { profile: FileProfile };

export const FILE_ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type FileEncoding = (typeof FILE_ENCODINGS)[number];

export const FILE_DELIMITERS = [',', ';', '\t', '|'] as const;
export type FileDelimiter = (typeof FILE_DELIMITERS)[number];

/** How a file is read: confirmed by a person, kept for the next file. */
export type FileProfile = {
  /** What its rows are; an integration holds one kind. */
  kind: Metric;
  /** Of text files; null: an Excel file. */
  encoding: FileEncoding | null;
  delimiter: FileDelimiter | null;
  /** Of Excel files; null: a text file. */
  sheet: string | null;
  /** The row with the columns' names, counted from 1 as spreadsheets do. */
  headerRow: number;
  /** Field id → the name of its column. */
  columns: Record<string, string>;
  /** Columns that each hold the count of the product they are named after; `subscriptions` only. */
  countColumns: string[];
  /** What stands before the decimals. */
  decimalMark: '.' | ',';
  /** Of dates such as 03/04/2026; null: such dates are refused. */
  dateOrder: 'dmy' | 'mdy' | null;
};

/** What a column can be read as. */
export type FileField = { id: string; label: string; isRequired: boolean; help: string };

export type FileColumn = { name: string; samples: string[] };

/** What a file looks like, and how it would be read. */
export type FileInspection = {
  format: 'text' | 'excel';
  sheets: string[];
  columns: FileColumn[];
  /** The first rows, as text, the header not among them; `row` counts as spreadsheets do. */
  rows: { row: number; cells: string[] }[];
  profile: FileProfile;
  /** Columns that the saved profile names and the file lacks. */
  missingColumns: string[];
};

/** Parts of a profile that a person has chosen; all else is guessed anew. */
export type FileChoices = Partial<
  Pick<FileProfile, 'kind' | 'encoding' | 'delimiter' | 'sheet' | 'headerRow'>
>;

/** Something about a row that a person should know; `column` null: the row as a whole. */
export type RowProblem = { row: number; column: string | null; message: string };

/** What taking a file over would come to. */
export type FileCheck = {
  /** Rows with anything in them, the header not among them. */
  rows: number;
  records: number;
  companies: number;
  /** Sum of quantities, where rows have one. */
  quantity: string | null;
  /** Rows that cannot be read; the first of them. */
  errors: RowProblem[];
  errorCount: number;
  /** Companies with such a row: their counts become unknown. */
  companiesInDoubt: string[];
  /** Rows that are read, not quite as they stand; the first of them. */
  warnings: RowProblem[];
  warningCount: number;
  /** The first records as they would be taken over. */
  preview: { row: number; company: string; name: string; quantity: string | null; detail: string }[];
};

/** Told of what a check finds, by external ids. */
export type FileWatch = {
  record: (externalId: string) => void;
  companyInDoubt: (companyExternalId: string) => void;
};

/** What an integration that reads files can say, by its profile. */
export type FileDelivery = {
  capabilities: Metric[];
  deviceCategories: DeviceCategory[];
  knowsAssignedSeats: boolean;
  knowsLastSeen: boolean;
};

/** What a vendor of the category `file` does with files; the others have none. */
export type FileReader = {
  fields: Readonly<Record<Metric, readonly FileField[]>>;
  /**
   * Looks at the beginning of a file.
   * @param saved the profile of the last file; used as far as the file has its columns.
   * @throws VendorError `bad_file` where it is no table.
   */
  inspect(file: FileContent, saved: FileProfile | null, choices: FileChoices): Promise<FileInspection>;
  /**
   * Reads a whole file and keeps nothing.
   * @param watch is told what the records and the companies in doubt are called.
   * @throws VendorError `bad_file` where it cannot be read by the profile.
   */
  check(file: UploadedFile, watch?: FileWatch): Promise<FileCheck>;
  delivery(profile: FileProfile): FileDelivery;
};
