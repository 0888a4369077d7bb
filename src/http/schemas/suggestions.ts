import { z } from 'zod';
import { idSchema } from './common.ts';
import { mappingSchema } from './line-items.ts';

const proposal = {
  mapping: mappingSchema.nullable().describe('with action map'),
  parentLineItemId: idSchema.nullable().describe('with action link: the line it adjusts'),
  effect: z.enum(['price', 'quantity']).nullable().describe('with action link'),
  confidence: z.number().min(0).max(1),
  reasons: z.array(z.string()).describe('statements about the data, strongest kind first'),
};

export const suggestionSchema = z
  .object({
    lineItemId: idSchema,
    productName: z.string(),
    organizationId: idSchema.nullable(),
    organizationName: z.string().nullable(),
    action: z.enum(['map', 'ignore', 'link', 'none']).describe('none: nothing speaks for anything'),
    ...proposal,
    alternatives: z.array(z.object(proposal)).describe('best first'),
  })
  .meta({ id: 'Suggestion' });

export const acceptBodySchema = z.strictObject({ lineItemIds: z.array(idSchema).min(1).max(1000) });
