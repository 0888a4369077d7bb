import { z } from 'zod';
import { DEVICE_CATEGORIES, METRICS } from '../../domain/inventory.ts';
import { idSchema, timestampSchema } from './common.ts';

export const capabilitySchema = z.enum(['agreements', ...METRICS]);

export const vendorSchema = z
  .object({
    id: z.string(),
    name: z.string(),
    category: z.enum(['psa', 'rmm', 'security', 'cloud', 'distribution', 'file']),
    capabilities: z.array(capabilitySchema),
    deviceCategories: z.array(z.enum(DEVICE_CATEGORIES)).describe('categories the vendor can tell apart'),
    credentialFields: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        secret: z.boolean(),
        required: z.boolean(),
        default: z.string().nullable(),
        help: z.string(),
      }),
    ),
  })
  .meta({ id: 'Vendor' });

export const SYNC_STATUSES = ['queued', 'running', 'succeeded', 'failed', 'held', 'cancelled'] as const;

export const syncRunSchema = z
  .object({
    id: idSchema,
    integrationId: idSchema,
    status: z.enum(SYNC_STATUSES),
    phase: z.string().nullable(),
    done: z.number().int(),
    total: z.number().int().nullable(),
    rows: z.object({
      added: z.number().int(),
      changed: z.number().int(),
      removed: z.number().int(),
      rejected: z.number().int(),
    }),
    rejectedSamples: z.array(z.object({ kind: z.string(), message: z.string(), sample: z.string() })),
    failedCompanies: z.array(
      z.object({ companyExternalId: z.string(), name: z.string(), message: z.string() }),
    ),
    unread: z
      .array(z.object({ capability: capabilitySchema, message: z.string() }))
      .describe('kinds of record that the credentials may not read: counts of them are unknown'),
    startedAt: timestampSchema.nullable(),
    finishedAt: timestampSchema.nullable(),
    createdAt: timestampSchema,
    error: z.object({ code: z.string(), message: z.string() }).nullable(),
  })
  .meta({ id: 'SyncRun' });

export const integrationSchema = z
  .object({
    id: idSchema,
    vendor: z.string(),
    name: z.string(),
    capabilities: z.array(capabilitySchema),
    credentials: z.record(z.string(), z.string()).describe('without the secret ones'),
    secretsSet: z.array(z.string()).describe('names of the secret fields that have a value'),
    isDefaultPsa: z.boolean(),
    schedule: z
      .object({
        cron: z.string().describe('minute, hour, day of month, month, day of week'),
        timeZone: z.string().describe("the workspace's, which the cron is read in"),
        nextAt: timestampSchema.nullable().describe('null: paused, or about to be worked out'),
      })
      .nullable()
      .describe('when it syncs by itself; null: it does not'),
    pausedAt: timestampSchema
      .nullable()
      .describe('since when no sync of it starts, by itself or otherwise; null: it is not paused'),
    lastGoodSyncAt: timestampSchema.nullable(),
    lastSync: syncRunSchema.nullable(),
    counts: z.object({
      companies: z.number().int(),
      agreements: z.number().int(),
      devices: z.number().int(),
      users: z.number().int(),
      licenses: z.number().int(),
      subscriptions: z.number().int(),
    }),
    createdAt: timestampSchema,
  })
  .meta({ id: 'Integration' });

/** In a list that was asked for without them, the counts are absent. */
export const listedIntegrationSchema = integrationSchema
  .partial({ counts: true })
  .meta({ id: 'ListedIntegration' });

export const integrationBodySchema = z.strictObject({
  vendor: z.string().min(1).max(50),
  name: z.string().trim().min(1).max(200).optional().describe("the vendor's own title by default"),
  credentials: z.record(z.string().max(100), z.string().max(10_000)).default({}),
});

export const integrationPatchSchema = z
  .strictObject({
    name: z.string().trim().min(1).max(200),
    credentials: z
      .record(z.string().max(100), z.string().max(10_000))
      .describe('only the fields to change; a secret that is left out stays'),
    schedule: z
      .string()
      .trim()
      .max(100)
      .nullable()
      .describe(
        "cron of five fields in the workspace's time zone, at most every 15 minutes; null: never by itself",
      ),
    paused: z
      .boolean()
      .describe('true: no sync of it starts until it is resumed; one under way goes on, its data stay'),
  })
  .partial();

export const testResultSchema = z.object({ ok: z.boolean(), message: z.string() });

export const syncBodySchema = z
  .strictObject({ integrationIds: z.array(idSchema).min(1).max(100), all: z.boolean() })
  .partial();
