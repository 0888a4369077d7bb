import { z } from 'zod';
import { idSchema } from './common.ts';

export const organizationSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    companies: z.array(
      z.object({ id: idSchema, integrationId: idSchema, externalId: z.string(), name: z.string() }),
    ),
    agreements: z.number().int(),
    lineItems: z.number().int(),
  })
  .meta({ id: 'Organization' });

export const organizationBodySchema = z.strictObject({ name: z.string().trim().min(1).max(200) });

export const COMPANY_STATES = ['linked', 'unlinked', 'ignored'] as const;

export const companySchema = z
  .object({
    id: idSchema,
    integrationId: idSchema,
    externalId: z.string(),
    name: z.string(),
    state: z.enum(COMPANY_STATES),
    organizationId: idSchema.nullable(),
    organizationName: z.string().nullable(),
    linkedBy: z.enum(['automatic', 'person']).nullable(),
    suggestions: z.array(
      z.object({ organizationId: idSchema, name: z.string(), score: z.number(), reason: z.string() }),
    ),
  })
  .meta({ id: 'Company' });

export const companyLinkBodySchema = z.union([
  z.strictObject({ organizationId: idSchema }),
  z.strictObject({ newOrganization: z.strictObject({ name: z.string().trim().min(1).max(200) }) }),
]);

/** The organization that a company is not. */
export const companyRejectionBodySchema = z.strictObject({ organizationId: idSchema });

export const companyBulkUnlinkBodySchema = z.strictObject({
  companyIds: z.array(idSchema).min(1).max(1000),
});

export const companyBulkLinkBodySchema = z.strictObject({
  items: z
    .array(z.strictObject({ companyId: idSchema, organizationId: idSchema }))
    .min(1)
    .max(1000),
});
