import { z } from 'zod';
import { ROLES } from '../policy.ts';
import { idSchema, timestampSchema } from './common.ts';

export const invitationSchema = z
  .object({
    id: idSchema,
    email: z.string(),
    role: z.enum(ROLES),
    invitedBy: z.string(),
    createdAt: timestampSchema,
    expiresAt: timestampSchema,
  })
  .meta({ id: 'Invitation' });

export const invitationBodySchema = z.strictObject({ email: z.email().max(254), role: z.enum(ROLES) });

export const newInvitationSchema = z.object({
  invitation: invitationSchema,
  path: z.string().describe('the link, below the address of the page: /invitation?token=…'),
});

const tokenSchema = z.string().min(1).max(200).describe('of the link');

export const lookBodySchema = z.strictObject({ token: tokenSchema });

export const lookSchema = z.object({
  email: z.string(),
  role: z.enum(ROLES),
  workspaceName: z.string(),
  invitedBy: z.string(),
  expiresAt: timestampSchema,
  hasAccount: z.boolean().describe('the address has an account here: sign in with it first'),
});

export const acceptBodySchema = z.strictObject({
  token: tokenSchema,
  name: z.string().trim().min(1).max(200).optional().describe('of a new account'),
  password: z.string().min(12).max(128).optional().describe('of a new account'),
});
