import { z } from 'zod';
import {
  AGREEMENT_STATUSES,
  BILLING_CYCLES,
  BILLING_TYPES,
  QUANTITY_SOURCES,
} from '../../domain/agreement.ts';
import { DEVICE_CATEGORIES, METRICS } from '../../domain/inventory.ts';
import { LINE_STATES } from '../../domain/line-state.ts';
import { CONDITION_FIELDS, CONDITION_OPERATORS } from '../../domain/measure.ts';
import { daySchema, idSchema, moneySchema } from './common.ts';
import { toleranceSchema } from './workspace.ts';

const conditionText = z.string().trim().min(1).max(200);

function conditionsOn<Field extends string>(fields: readonly [Field, ...Field[]]) {
  return z
    .array(
      z.strictObject({ field: z.enum(fields), operator: z.enum(CONDITION_OPERATORS), value: conditionText }),
    )
    .max(20)
    .default([]);
}

const matchSchema = z.enum(['all', 'any']).default('all');
const names = z.array(z.string().trim().min(1).max(200)).max(500).default([]);

export const deviceFilterSchema = z
  .strictObject({
    categories: z.array(z.enum(DEVICE_CATEGORIES)).default([]).describe('none: every category'),
    conditions: conditionsOn(CONDITION_FIELDS.devices),
    match: matchSchema,
    seenWithinDays: z.number().int().min(1).max(3650).nullable().default(null),
    mergeDuplicates: z.boolean().default(false),
  })
  .meta({ id: 'DeviceFilter' });

export const userFilterSchema = z
  .strictObject({
    scope: z.enum(['licensed', 'active']).default('licensed'),
    conditions: conditionsOn(CONDITION_FIELDS.users),
    match: matchSchema,
  })
  .meta({ id: 'UserFilter' });

export const licenseFilterSchema = z
  .strictObject({
    skuIds: names.describe('none: every SKU'),
    basis: z.enum(['purchased', 'assigned']).default('purchased'),
    includeTrials: z.boolean().default(false),
    includeSuspended: z.boolean().default(false),
  })
  .meta({ id: 'LicenseFilter' });

export const subscriptionFilterSchema = z
  .strictObject({
    productIds: names.describe('none: every product'),
    billingTerms: names.describe('none: every term'),
  })
  .meta({ id: 'SubscriptionFilter' });

const comparison = {
  unitsPerLine: z.number().positive().max(1_000_000).default(1),
  minimum: z.number().min(0).max(1_000_000_000).nullable().default(null),
  tolerance: toleranceSchema.nullable().default(null).describe("null: the workspace's"),
  mode: z.string().optional().describe('derived from the line; need not be sent'),
  origin: z.enum(['person', 'rule', 'suggestion']).default('person'),
};

/** The body of PUT …/mapping and of …/mapping/preview. */
export const mappingBodySchema = z.discriminatedUnion('metric', [
  z.strictObject({
    integrationId: idSchema,
    metric: z.literal('devices'),
    filter: deviceFilterSchema.prefault({}),
    ...comparison,
  }),
  z.strictObject({
    integrationId: idSchema,
    metric: z.literal('users'),
    filter: userFilterSchema.prefault({}),
    ...comparison,
  }),
  z.strictObject({
    integrationId: idSchema,
    metric: z.literal('licenses'),
    filter: licenseFilterSchema.prefault({}),
    ...comparison,
  }),
  z.strictObject({
    integrationId: idSchema,
    metric: z.literal('subscriptions'),
    filter: subscriptionFilterSchema.prefault({}),
    ...comparison,
  }),
  z
    .strictObject({
      integrationId: z.null(),
      metric: z.null().optional(),
      filter: z.null().optional(),
      ...comparison,
    })
    .describe('a manual line that is compared with nothing'),
]);

export const MAPPING_MODES = QUANTITY_SOURCES;

export const mappingSchema = z
  .object({
    mode: z.enum(MAPPING_MODES),
    integrationId: idSchema.nullable(),
    metric: z.enum(METRICS).nullable(),
    filter: z
      .union([deviceFilterSchema, userFilterSchema, licenseFilterSchema, subscriptionFilterSchema])
      .nullable(),
    filterText: z.string().describe('the filter in words'),
    unitsPerLine: z.number(),
    minimum: z.number().nullable(),
    tolerance: toleranceSchema.nullable(),
    origin: z.enum(['person', 'rule', 'suggestion']),
  })
  .meta({ id: 'Mapping' });

export const lineItemSchema = z
  .object({
    id: idSchema,
    externalId: z.string(),
    agreementId: idSchema,
    agreementName: z.string(),
    integrationId: idSchema.describe('the PSA it comes from'),
    organizationId: idSchema.nullable(),
    organizationName: z.string().nullable(),
    productName: z.string(),
    description: z.string().nullable(),
    quantity: z.number(),
    includedQuantity: z.number(),
    unitPrice: moneySchema,
    monthlyAmount: moneySchema.nullable().describe('null: its billing cycle is not understood'),
    billingType: z.enum(BILLING_TYPES),
    billingCycle: z.enum(BILLING_CYCLES),
    quantitySource: z.enum(QUANTITY_SOURCES),
    effectiveFrom: daySchema.nullable(),
    effectiveTo: daySchema.nullable(),
    isAdjustment: z.boolean(),
    state: z.enum(LINE_STATES),
    stateReason: z.string().nullable(),
    ignored: z.object({ reason: z.string().nullable(), by: z.string(), at: z.iso.datetime() }).nullable(),
    mapping: mappingSchema.nullable(),
    linkedTo: idSchema.nullable(),
    adjustments: z.array(idSchema).describe('line items linked to this one'),
    url: z.string().nullable().describe('where a person opens it in the PSA'),
  })
  .meta({ id: 'LineItem' });

export const agreementSchema = z
  .object({
    id: idSchema,
    externalId: z.string(),
    integrationId: idSchema,
    organizationId: idSchema.nullable(),
    organizationName: z.string().nullable(),
    name: z.string(),
    status: z.enum(AGREEMENT_STATUSES),
    startDate: daySchema.nullable(),
    endDate: daySchema.nullable(),
    cancelledDate: daySchema.nullable(),
    billingCycle: z.enum(BILLING_CYCLES),
    currency: z.string(),
    url: z.string().nullable(),
    lineItemCount: z.number().int(),
    lineItems: z.array(lineItemSchema).optional().describe('with ?include=lineItems'),
  })
  .meta({ id: 'Agreement' });

/** The numbers on the five tabs. */
export const lineItemCountsSchema = z.object({
  agreements: z.number().int(),
  unmapped: z.number().int(),
  mapped: z.number().int().describe('without the adjustments linked to mapped lines'),
  ignored: z.number().int(),
  reconciliation: z.number().int().describe('discrepancies: under-billed and over-billed lines'),
});

/** What a line can be mapped to, with counts for the line's organization. */
export const mappingOptionsSchema = z.object({
  mode: z.enum(MAPPING_MODES),
  modeReason: z.string().describe('one sentence on why this mode'),
  metrics: z.array(z.enum(METRICS)),
  integrations: z.array(
    z.object({
      id: idSchema,
      vendor: z.string(),
      name: z.string(),
      metrics: z.array(z.enum(METRICS)),
      deviceCategories: z.array(z.enum(DEVICE_CATEGORIES)),
      knowsAssignedSeats: z.boolean(),
      knowsLastSeen: z.boolean().describe('whether it says when a device was last seen'),
      hasCompany: z.boolean().describe("whether the line's organization is linked to a company in it"),
    }),
  ),
  categories: z.array(z.object({ id: z.enum(DEVICE_CATEGORIES), count: z.number().int() })),
  skus: z.array(
    z.object({ id: z.string(), name: z.string(), purchased: z.number(), assigned: z.number().nullable() }),
  ),
  products: z.array(z.object({ id: z.string(), name: z.string(), quantity: z.number() })),
  sameProductLines: z.number().int().describe('other active lines of this product, of any organization'),
});

export const ignoreBodySchema = z.strictObject({ reason: z.string().trim().max(500).optional() });

export const linkBodySchema = z.strictObject({
  parentLineItemId: idSchema,
  effect: z.enum(['price', 'quantity']).optional().describe('by default the one that fits'),
});

export const BULK_ACTIONS = ['map', 'unmap', 'ignore', 'unignore', 'delete', 'restore', 'link'] as const;

/** The same act on several lines, all or none. */
export const bulkBodySchema = z.strictObject({
  action: z.enum(BULK_ACTIONS),
  items: z
    .array(
      z.strictObject({
        lineItemId: idSchema,
        mapping: mappingBodySchema.optional().describe('with action map'),
        reason: ignoreBodySchema.shape.reason,
        parentLineItemId: idSchema.optional().describe('with action link'),
        effect: linkBodySchema.shape.effect,
      }),
    )
    .min(1)
    .max(1000),
});

/** How a person changes which lines share a count. */
export const sharingBodySchema = z.union([
  z.strictObject({ joinWith: z.array(idSchema).min(1).max(100) }),
  z.strictObject({ separate: z.literal(true) }),
  z.strictObject({ takesRest: z.literal(true) }),
]);
