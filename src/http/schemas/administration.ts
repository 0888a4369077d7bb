import { z } from 'zod';
import { ROLES } from '../policy.ts';
import { idSchema, timestampSchema } from './common.ts';

export const memberSchema = z
  .object({ id: idSchema, name: z.string(), email: z.string(), role: z.enum(ROLES) })
  .meta({ id: 'Member' });

export const memberBodySchema = z.strictObject({ role: z.enum(ROLES) });

export const auditEntrySchema = z
  .object({
    id: z.string(),
    at: timestampSchema,
    actor: z.object({
      kind: z.enum(['person', 'key', 'system']),
      id: z.string().nullable(),
      name: z.string(),
    }),
    action: z.string().describe('what was done, `thing.verb`: `mapping.update`'),
    subject: z.object({
      kind: z.string(),
      id: z.string().nullable(),
      name: z.string().nullable().describe('what it is called now, or was when it was there last'),
    }),
    before: z.unknown().describe('as it was, where there was something'),
    after: z.unknown(),
    names: z
      .array(z.object({ integrationId: idSchema.nullable(), id: z.string(), name: z.string() }))
      .describe(
        'what the line items, rules, SKUs and products are called whose ids stand in before and after',
      ),
  })
  .meta({ id: 'AuditEntry' });
