import { z } from 'zod';
import { ESTATE_PARTS } from '../../domain/estate.ts';
import { METRICS } from '../../domain/inventory.ts';
import { UNKNOWN_REASONS } from '../../domain/status.ts';
import { idSchema, listOf, moneySchema } from './common.ts';
import { evidenceRecordSchema } from './reconciliation.ts';

export const UNBILLED_PARTS = ['unbilled', 'billed_more_than_once'] as const;

/** Records of one kind of one organization that no line counts, or that several count likely by mistake. */
export const unbilledGroupSchema = z
  .object({
    organizationId: idSchema,
    organizationName: z.string(),
    integrationId: idSchema,
    metric: z.enum(METRICS),
    kind: z.string().describe("a device's category, a SKU, a product"),
    kindName: z.string(),
    part: z.enum(UNBILLED_PARTS),
    records: z.number().int(),
    units: z.number().describe('devices, users, or seats'),
    price: z
      .object({
        median: moneySchema,
        lowest: moneySchema,
        highest: moneySchema,
        lines: z.number().int().describe('lines the price is taken from'),
      })
      .nullable()
      .describe('what the workspace usually asks for one, a month; null: it sells nothing like it'),
    monthly: moneySchema.nullable().describe('units at the usual price'),
    lineItemIds: z.array(idSchema).describe('the lines that count them, where that is more than one'),
  })
  .meta({ id: 'UnbilledGroup' });

export const unbilledSchema = listOf(unbilledGroupSchema).extend({
  monthly: z.array(moneySchema).describe('of all groups of the view that have a price, by currency'),
  unvalued: z.number().int().describe('groups of the view without a price'),
  unknown: z
    .array(
      z.object({
        organizationId: idSchema,
        organizationName: z.string(),
        integrationId: idSchema,
        metric: z.enum(METRICS),
        reason: z.enum(UNKNOWN_REASONS),
      }),
    )
    .describe('where it is not known whether anything is unbilled'),
});

export const estateSchema = z.object({
  items: z.array(
    z.object({
      integrationId: idSchema,
      metric: z.enum(METRICS),
      reason: z.enum(UNKNOWN_REASONS).nullable().describe('why the parts are not known'),
      parts: z
        .record(z.enum(ESTATE_PARTS), z.object({ records: z.number().int(), units: z.number() }))
        .nullable()
        .describe('every record is in exactly one; null: unknown'),
    }),
  ),
});

export const estateRecordSchema = evidenceRecordSchema
  .extend({
    part: z.enum(ESTATE_PARTS),
    kind: z.string(),
    lines: z.array(z.object({ lineItemId: idSchema, productName: z.string() })),
    isIgnored: z.boolean().describe('a person said that it needs no line'),
  })
  .meta({ id: 'EstateRecord' });

const subject = {
  integrationId: idSchema,
  metric: z.enum(METRICS),
  externalIds: z.array(z.string().min(1).max(500)).min(1).max(1000),
};

export const ignoreUnbilledSchema = z.strictObject({
  ...subject,
  reason: z.string().trim().min(1).max(500),
});

export const restoreUnbilledSchema = z.strictObject(subject);
