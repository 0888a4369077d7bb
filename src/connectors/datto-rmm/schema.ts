import { z } from 'zod';
import { flag, id, list, number, text, time } from '../kit/lenient.ts';

/**
 * What Datto RMM sends, as far as it is read. Names and types from its OpenAPI document (2.0.0, build 201), schemas Account,
 * Site, Device and PaginationData. The document says of no field that it may be null, and in practice any may be.
 */

/** The document says a date and time as text; accounts in use send milliseconds since 1970. 0 reads as none. */
const moment = z.union([z.number().transform(toTime).pipe(z.string().nullable()), time], 'not a time');

function toTime(ms: number, context: z.core.$RefinementCtx): string | null {
  const date = new Date(ms);
  if (!Number.isNaN(date.getTime())) return ms > 0 ? date.toISOString() : null;
  context.addIssue('not a time');
  return z.NEVER;
}

/** The answer of GET /v2/account; `uid` tells it from another answer. */
export const accountAnswer = z.object({
  uid: z.string().min(1),
  name: text,
  devicesStatus: z
    .object({ numberOfDevices: number.catch(null) })
    .nullish()
    .catch(null),
});

export const siteRow = z.object({
  uid: id,
  name: text,
  /** How many devices the site has; the list of its devices is held to it. */
  devicesStatus: z
    .object({ numberOfDevices: number })
    .nullish()
    .transform((status) => status ?? { numberOfDevices: null }),
});
export type SiteRow = z.output<typeof siteRow>;

export const deviceRow = z.object({
  id,
  hostname: text,
  description: text,
  /** Free text, not a list of words. */
  deviceType: z.object({ category: text, type: text }).nullish().catch(null),
  deviceClass: text,
  operatingSystem: text,
  online: flag.catch(null),
  suspended: flag.catch(null),
  deleted: flag,
  lastSeen: moment,
});
export type DeviceRow = z.output<typeof deviceRow>;

/** Every list's answer, but for the name of the list. Without `pageDetails` the first page would pass for all there is. */
export const listAnswer = z.object({
  pageDetails: z.object({ totalCount: number, nextPageUrl: text }),
  sites: list,
  devices: list,
});
