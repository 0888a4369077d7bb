import { z } from 'zod';
import { RESULT_STATUSES, UNKNOWN_REASONS } from '../../domain/status.ts';
import { idSchema, moneySchema, timestampSchema } from './common.ts';

/** A reconciliation row. An unknown one has no counted, variance, needed or impact. */
export const resultSchema = z
  .object({
    lineItemId: idSchema,
    organizationId: idSchema.nullable().describe('null: its PSA company is linked to no organization'),
    organizationName: z.string().nullable(),
    agreementId: idSchema,
    agreementName: z.string(),
    productName: z.string(),
    integrationId: idSchema.nullable(),
    status: z.enum(RESULT_STATUSES),
    reason: z
      .enum([...UNKNOWN_REASONS, 'minimum', 'tolerance', 'spare', 'no_comparison'])
      .nullable()
      .describe('why it is unknown, or why a variance still counts as matched'),
    reasonText: z.string().nullable().describe('the reason in words, with what to do'),
    counted: z.number().nullable(),
    billedUnits: z.number(),
    quantity: z.number().describe('after linked quantity credits'),
    unitsPerLine: z.number(),
    variance: z.number().nullable(),
    needed: z.number().nullable(),
    impact: moneySchema.nullable().describe('a month; null: unknown'),
    sharedWith: z.array(idSchema),
    acceptance: z
      .object({
        reason: z.string(),
        until: z.iso.date().nullable(),
        variance: z.number(),
        by: z.string(),
        at: timestampSchema,
        reopenedAt: timestampSchema.nullable(),
        reopenedBecause: z.string().nullable(),
      })
      .nullable(),
    note: z
      .object({ text: z.string(), assigneeId: idSchema.nullable(), by: z.string(), at: timestampSchema })
      .nullable(),
    varianceSince: z.object({ runId: idSchema, at: timestampSchema }).nullable(),
    asOf: z.object({ psa: timestampSchema.nullable(), source: timestampSchema.nullable() }),
    explanation: z.string(),
  })
  .meta({ id: 'Result' });

export const summarySchema = z.object({
  byStatus: z.record(z.enum(RESULT_STATUSES), z.number().int()),
  underBilled: z.array(moneySchema),
  overBilled: z.array(moneySchema),
  checked: z.array(moneySchema),
  total: z.array(moneySchema),
  unmapped: z.array(moneySchema),
  unknown: z.array(moneySchema),
  notCompared: z.array(moneySchema),
  ignored: z.array(moneySchema),
});

export const runSchema = z
  .object({
    id: idSchema,
    createdAt: timestampSchema,
    trigger: z.string(),
    changedRows: z.number().int(),
    totals: summarySchema,
  })
  .meta({ id: 'ReconciliationRun' });

/** What a run would change and find. */
export const dryRunSchema = z.object({ changedRows: z.number().int(), totals: summarySchema });

export const evidenceRecordSchema = z
  .object({
    id: z.string(),
    externalId: z.string(),
    name: z.string(),
    quantity: z.number(),
    detail: z.string(),
    reason: z.object({ code: z.string(), text: z.string() }).optional().describe('why it is left out'),
    elsewhere: z
      .array(z.object({ integrationId: idSchema, name: z.string() }))
      .optional()
      .describe(
        'of a device: the same machine in the other integrations; absent where there is none to look in',
      ),
  })
  .meta({ id: 'EvidenceRecord' });

export const changesSchema = z
  .object({
    since: z.object({ runId: idSchema, at: timestampSchema }),
    added: z
      .array(evidenceRecordSchema)
      .describe('what the count gained; a licence whose seats grew, by the difference'),
    removed: z.array(evidenceRecordSchema).describe('what it lost; the quantity is positive'),
  })
  .meta({ id: 'EvidenceChanges' });

export const evidenceSchema = z.object({
  counted: z.array(evidenceRecordSchema),
  leftOut: z.array(evidenceRecordSchema),
  countedTotal: z.number().int(),
  leftOutTotal: z.number().int(),
  nextCursor: z.string().nullable(),
  changes: changesSchema
    .nullable()
    .describe('on the first page; null: no earlier state of these records is known'),
});

/** What a mapping would give, unsaved: the result, without the parts that belong to a stored one, and its evidence. */
export const previewSchema = resultSchema.extend({ evidence: evidenceSchema }).meta({ id: 'Preview' });

export const RECONCILIATION_SORTS = ['impact', 'variance', 'organization', 'product', 'since'] as const;

export const acceptanceBodySchema = z.strictObject({
  reason: z.string().trim().min(1).max(1000),
  until: z.iso.date().nullish().describe('the last accepted day; absent: until the variance changes'),
});

export const findingsBodySchema = z.strictObject({
  items: z
    .array(
      z.discriminatedUnion('action', [
        acceptanceBodySchema.extend({ action: z.literal('accept'), lineItemId: idSchema }),
        z.strictObject({ action: z.literal('reopen'), lineItemId: idSchema }),
      ]),
    )
    .min(1)
    .max(1000)
    .describe('each of another line'),
});

export const noteBodySchema = z.strictObject({
  text: z.string().trim().min(1).max(5000),
  assigneeId: idSchema.nullish().describe('the member who looks after it'),
});

/** Money by status at the end of each day; days before the first run are left out. */
export const trendSchema = z.object({
  items: z.array(
    summarySchema.extend({
      day: z.iso.date(),
      acceptedUnderBilled: z.array(moneySchema).describe('accepted by people, at the end of the day'),
      acceptedOverBilled: z.array(moneySchema),
      correctedUnderBilled: z
        .array(moneySchema)
        .describe('of findings that went on this day because the billed quantity was changed'),
      correctedOverBilled: z.array(moneySchema),
    }),
  ),
});

/** What is billed wrongly for an organization in one currency. */
export const organizationFindingsSchema = z
  .object({
    organizationId: idSchema.nullable().describe('null: lines of companies linked to no organization'),
    organizationName: z.string().nullable(),
    discrepancies: z.number().int(),
    underBilled: moneySchema.describe('positive, a month'),
    overBilled: moneySchema.describe('positive, a month'),
  })
  .meta({ id: 'OrganizationFindings' });
