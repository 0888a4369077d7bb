import { z } from 'zod';
import { PLANS } from '../../domain/plans.ts';
import { PERMISSIONS, ROLES } from '../policy.ts';
import { idSchema, timestampSchema } from './common.ts';
import { TABLES, tableViewSchema } from './table-views.ts';

export const toleranceSchema = z
  .strictObject({
    units: z.number().min(0).max(1_000_000).optional(),
    percent: z.number().min(0).max(100).optional(),
  })
  .describe('within either is within');

export const workspaceSchema = z
  .object({
    id: idSchema,
    name: z.string(),
    plan: z.enum(PLANS),
    currency: z.string(),
    timeZone: z.string(),
    tolerance: toleranceSchema.nullable(),
    staleAfterHours: z.number(),
    defaultPsaIntegrationId: idSchema.nullable(),
    lastPsaSyncAt: timestampSchema.nullable().describe('start of the last good sync of the default PSA'),
  })
  .meta({ id: 'Workspace' });

export const workspacePatchSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    currency: z
      .string()
      .refine((code) => Intl.supportedValuesOf('currency').includes(code), 'not an ISO 4217 currency'),
    timeZone: z.string().refine(isTimeZone, 'not an IANA time zone'),
    tolerance: toleranceSchema.nullable(),
    staleAfterHours: z
      .number()
      .positive()
      .max(24 * 365),
    defaultPsaIntegrationId: idSchema,
  })
  .partial();

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }) !== null;
  } catch {
    return false;
  }
}

/** What the page asks first: is the instance set up, who is signed in, where do they belong. */
export const sessionSchema = z.object({
  state: z.enum(['needs_setup', 'signed_out', 'signed_in']),
  isDemo: z.boolean().describe('the instance was started with the demo'),
  sendsLetters: z
    .boolean()
    .describe('letters go out by e-mail; otherwise their links are in the server’s log'),
  provider: z.string().nullable().describe('the name of the sign-in provider, if one is configured'),
  passkeyHost: z
    .string()
    .nullable()
    .describe('the host at which passkeys work; null where browsers make none for this instance'),
  user: z.object({ id: idSchema, name: z.string(), email: z.string() }).nullable(),
  workspaces: z.array(
    z.object({
      id: idSchema,
      name: z.string(),
      plan: workspaceSchema.shape.plan,
      role: z.enum(ROLES),
      may: z.array(z.enum(PERMISSIONS)).describe('what the role may do'),
    }),
  ),
  tableViews: z.partialRecord(z.enum(TABLES), tableViewSchema).describe('how the user looks at tables'),
});

export const setupBodySchema = z.strictObject({
  code: z.string().min(1).describe('the code printed in the terminal'),
  name: z.string().trim().min(1).max(200),
  email: z.email(),
  password: z.string().min(12).max(128),
  workspaceName: z.string().trim().min(1).max(200),
  withDemo: z.boolean().default(false).describe('also connect the simulated vendors of the demo'),
});
