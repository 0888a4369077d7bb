import { z } from 'zod';
import { FILE_DELIMITERS, FILE_ENCODINGS } from '../../connectors/file.ts';
import { METRICS } from '../../domain/inventory.ts';
import { idSchema, timestampSchema } from './common.ts';

const columnSchema = z.string().min(1).max(200);

export const fileProfileSchema = z
  .strictObject({
    kind: z.enum(METRICS).describe('what the rows are'),
    encoding: z.enum(FILE_ENCODINGS).nullable().describe('null: an Excel file'),
    delimiter: z.enum(FILE_DELIMITERS).nullable().describe('null: an Excel file'),
    sheet: z.string().max(200).nullable().describe('null: a text file'),
    headerRow: z.number().int().min(1).max(100).describe('the row with the names of the columns, from 1'),
    columns: z
      .record(z.string().max(50), columnSchema)
      .describe('field id (see fields) → name of its column'),
    countColumns: z
      .array(columnSchema)
      .max(200)
      .describe('columns that each hold the count of the product they are named after; subscriptions only'),
    decimalMark: z.enum(['.', ',']),
    dateOrder: z.enum(['dmy', 'mdy']).nullable().describe('of dates such as 03/04/2026; null: refused'),
  })
  .refine(({ kind, countColumns }) => kind === 'subscriptions' || countColumns.length === 0, {
    path: ['countColumns'],
    message: 'only subscriptions are counted by columns',
  })
  .meta({ id: 'FileProfile' });

export const uploadSchema = z
  .object({
    id: idSchema,
    integrationId: idSchema,
    fileName: z.string(),
    sizeBytes: z.number().int(),
    createdAt: timestampSchema,
    format: z.enum(['text', 'excel']),
    sheets: z.array(z.string()),
    columns: z.array(z.object({ name: z.string(), samples: z.array(z.string()) })),
    rows: z
      .array(z.object({ row: z.number().int(), cells: z.array(z.string()) }))
      .describe('the first below the header'),
    profile: fileProfileSchema.describe('as saved with the last file, else guessed'),
    isSavedProfile: z.boolean(),
    missingColumns: z.array(z.string()).describe('of the saved profile, not in this file'),
    fields: z
      .array(z.object({ id: z.string(), label: z.string(), isRequired: z.boolean(), help: z.string() }))
      .describe("what the columns of the profile's kind can be"),
  })
  .meta({ id: 'Upload' });

/** Choices of a person; all else is detected or guessed anew. */
export const uploadQuerySchema = z.strictObject({
  kind: z.enum(METRICS).optional(),
  encoding: z.enum(FILE_ENCODINGS).optional(),
  delimiter: z.enum(FILE_DELIMITERS).optional(),
  sheet: z.string().max(200).optional(),
  headerRow: z.coerce.number().int().min(1).max(100).optional(),
});

const rowProblemSchema = z.object({
  row: z.number().int().describe('as spreadsheets count'),
  column: z.string().nullable().describe('null: the row as a whole'),
  message: z.string(),
});

export const uploadCheckSchema = z
  .object({
    rows: z.number().int(),
    records: z.number().int(),
    companies: z.number().int(),
    quantity: z.string().nullable().describe('sum of the quantities, as a decimal'),
    errors: z.array(rowProblemSchema).describe('rows that cannot be read: the first 200'),
    errorCount: z.number().int(),
    companiesInDoubt: z.array(z.string()).describe('with such a row: their counts become unknown'),
    warnings: z.array(rowProblemSchema),
    warningCount: z.number().int(),
    changes: z
      .object({ added: z.number().int(), removed: z.number().int(), removedNames: z.array(z.string()) })
      .describe('against what the integration holds now'),
    preview: z.array(
      z.object({
        row: z.number().int(),
        company: z.string(),
        name: z.string(),
        quantity: z.string().nullable(),
        detail: z.string(),
      }),
    ),
  })
  .meta({ id: 'UploadCheck' });

export const uploadCheckBodySchema = z.strictObject({ profile: fileProfileSchema });

export const uploadImportBodySchema = z.strictObject({
  profile: fileProfileSchema,
  leaveOutErrors: z
    .boolean()
    .default(false)
    .describe('import without the rows that cannot be read; their companies become unknown'),
});
