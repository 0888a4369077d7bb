import { z } from 'zod';
import { PLANS } from '../../domain/plans.ts';
import { idSchema, timestampSchema } from './common.ts';

/** A workspace as whoever runs the instance sees it. */
export const operatedSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    plan: z.enum(PLANS),
    createdAt: timestampSchema,
    suspendedAt: timestampSchema.nullable(),
  })
  .meta({ id: 'OperatedWorkspace' });

/** With its owner's first API key, which no other answer has. */
export const createdWorkspaceSchema = z.object({ workspace: operatedSchema, apiKey: z.string() });
