import { z } from 'zod';
import { RESULT_STATUSES } from '../../domain/status.ts';
import { idSchema, moneySchema, timestampSchema } from './common.ts';
import { mappingBodySchema, mappingSchema } from './line-items.ts';

const patternSchema = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine(
    (pattern) => /[^*?\s]/.test(pattern),
    'a pattern needs a letter or digit: this one matches nearly everything',
  )
  .describe('`*` is any run of characters, `?` one; case does not matter');

const organizationIdsSchema = z
  .array(idSchema)
  .min(1)
  .max(5000)
  .nullable()
  .default(null)
  .describe('null: all');

/** What a rule is about: the product of a line, a product by its key, or names of products. */
export const ruleBodySchema = z
  .strictObject({
    lineItemId: idSchema.optional().describe('the rule is for the product of this line'),
    productKey: z.string().min(1).max(300).optional(),
    namePattern: patternSchema.optional(),
    organizationIds: organizationIdsSchema,
    mapping: mappingBodySchema,
  })
  .refine(
    ({ lineItemId, productKey, namePattern }) =>
      [lineItemId, productKey, namePattern].filter((one) => one !== undefined).length === 1,
    'exactly one of lineItemId, productKey and namePattern',
  );

export const ruleChangeSchema = z.strictObject({
  namePattern: patternSchema.optional().describe('only for a rule that has one'),
  organizationIds: z.array(idSchema).min(1).max(5000).nullable().optional(),
  mapping: mappingBodySchema.optional(),
});

export const ruleSchema = z
  .object({
    id: idSchema,
    productKey: z.string().nullable(),
    productName: z.string().nullable().describe('as the product was called when the rule was made'),
    namePattern: z.string().nullable(),
    organizationIds: z.array(idSchema).nullable().describe('null: all'),
    mapping: mappingSchema.omit({ mode: true, origin: true }),
    lines: z.number().int().describe('lines whose mapping it decides'),
    madeBy: z.string(),
    madeAt: timestampSchema,
  })
  .meta({ id: 'Rule' });

export const rulePreviewSchema = z.object({
  lines: z.number().int().describe('lines that it would map, or map differently'),
  organizations: z.number().int(),
  unmapped: z.number().int().describe('lines that would lose the mapping another rule gave them'),
  skipped: z
    .array(z.object({ reason: z.string(), lines: z.number().int() }))
    .describe('lines it is about but does not map, with the reason'),
  byStatus: z.record(z.enum(RESULT_STATUSES), z.number().int()).describe('of the lines it would map'),
  newDiscrepancies: z.number().int().describe('lines under-billed or over-billed with it and not without it'),
  underBilled: z.array(moneySchema).describe('a month, of the new discrepancies'),
  overBilled: z.array(moneySchema).describe('a month, of the new discrepancies; positive'),
  text: z.string().describe('all of it in one sentence'),
});

/** A product that a rule can be made for. */
export const ruleProductSchema = z.object({
  productKey: z.string(),
  name: z.string(),
  lines: z.number().int().describe('its lines in effect'),
  unmapped: z.number().int().describe('of them, those that wait for a mapping'),
});

/** What an import did, or would do. */
export const ruleImportSchema = z.object({
  created: z.number().int(),
  changed: z.number().int(),
  unchanged: z.number().int(),
  preview: rulePreviewSchema
    .nullable()
    .describe('with dryRun: what the file would map and find, all its rules together; otherwise null'),
});

/** The text file of rules: names instead of ids, in one order, one property a line. */
export const ruleFileSchema = z
  .strictObject({
    format: z.literal('tieout rules 1'),
    rules: z
      .array(
        z.strictObject({
          product: z.string().optional(),
          productKey: z.string().min(1).max(300).optional(),
          namePattern: patternSchema.optional(),
          organizations: z.union([z.literal('all'), z.array(z.string()).min(1)]),
          integration: z.string().nullable(),
          metric: z.string().nullable(),
          filter: z.record(z.string(), z.unknown()).nullable(),
          unitsPerLine: z.number().positive(),
          minimum: z.number().nullable(),
          tolerance: z.record(z.string(), z.number()).nullable(),
        }),
      )
      .max(10_000),
  })
  .meta({ id: 'RuleFile' });
