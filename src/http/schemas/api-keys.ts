import { z } from 'zod';
import { ROLES } from '../policy.ts';
import { idSchema, timestampSchema } from './common.ts';

export const apiKeySchema = z
  .object({
    id: idSchema,
    name: z.string(),
    role: z.enum(ROLES),
    createdAt: timestampSchema,
    createdBy: z.string().nullable(),
    lastUsedAt: timestampSchema.nullable().describe('to the minute'),
    expiresAt: timestampSchema.nullable(),
    revokedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'ApiKey' });

export const newKeySchema = z.strictObject({
  name: z.string().trim().min(1).max(100),
  role: z.enum(ROLES),
  expiresAt: timestampSchema.nullish().describe('absent: it does not expire'),
});
