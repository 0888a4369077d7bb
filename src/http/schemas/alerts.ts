import { z } from 'zod';
import { timestampSchema } from './common.ts';

const hour = z
  .number()
  .int()
  .min(0)
  .max(23)
  .describe('the full hour, by the clock of the workspace’s time zone');

const digestSchema = z
  .discriminatedUnion('every', [
    z.strictObject({ every: z.literal('day'), hour }),
    z.strictObject({
      every: z.literal('week'),
      hour,
      weekday: z.number().int().min(1).max(7).describe('1 is Monday'),
    }),
    z.strictObject({
      every: z.literal('month'),
      hour,
      dayOfMonth: z.number().int().min(1).max(28).describe('a day that every month has'),
    }),
  ])
  .meta({ id: 'DigestTimes' });

export const alertsBodySchema = z.strictObject({
  syncProblems: z
    .boolean()
    .describe('an e-mail when a sync begins to fail or is held; once, until it has succeeded in between'),
  digest: digestSchema
    .nullable()
    .describe(
      'an e-mail with the discrepancies that are new since the last one, and none where nothing is; null: never',
    ),
});

const about = z.enum(['sync', 'digest']);

export const alertsSchema = z
  .object({
    ...alertsBodySchema.shape,
    email: z.string().describe('where the e-mails go'),
    sendsMail: z.boolean().describe('false: no mail server is set, and nothing is sent until one is'),
    hasDigest: z
      .boolean()
      .describe('whether the workspace’s plan has reconciliation; without it no digest is sent'),
    timeZone: z.string(),
    nextDigestAt: timestampSchema.nullable(),
    lastSent: z.object({ at: timestampSchema, about }).nullable(),
    lastFailure: z
      .object({
        at: timestampSchema,
        about,
        message: z.string(),
        retriesAt: timestampSchema.nullable().describe('null: it is not tried again'),
      })
      .nullable(),
    nothingNewAt: timestampSchema
      .nullable()
      .describe('when a digest was due last and not sent, because nothing was new'),
  })
  .meta({ id: 'Alerts' });

/** What the mail server said. */
export const testMailSchema = z.object({ ok: z.boolean(), message: z.string() });
