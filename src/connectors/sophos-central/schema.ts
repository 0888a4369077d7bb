import { z } from 'zod';
import { flag, id, number, text, time } from '../kit/lenient.ts';

/**
 * What Sophos Central sends, as far as it is read. There is no OpenAPI document of the endpoints at hand: names are those of a
 * published sample of an endpoint and of what public clients of the API read.
 */

/** Who signed in: a partner or an organization with tenants, or one tenant. */
export const whoAmI = z.object({
  id,
  idType: text,
  apiHosts: z.object({ global: text, dataRegion: text }).nullish().catch(null),
});
export type WhoAmI = z.output<typeof whoAmI>;

export const tenantRow = z.object({
  id,
  name: text,
  status: text,
  /** Where the tenant's API is; some tenants have none. */
  apiHost: text,
});
export type TenantRow = z.output<typeof tenantRow>;

export const endpointRow = z.object({
  id,
  type: text,
  tenant: z
    .object({ id })
    .nullish()
    .transform((value) => value ?? null),
  hostname: text,
  health: z.object({ overall: text }).nullish().catch(null),
  os: z
    .object({ isServer: flag, name: text })
    .nullish()
    .transform((value) => value ?? null),
  lastSeenAt: time,
});
export type EndpointRow = z.output<typeof endpointRow>;

/** A page: tenants have numbers and totals, endpoints have the key of the next one. */
export const pageAnswer = z.object({
  items: z.array(z.unknown()),
  pages: z.object({ nextKey: text, total: number.catch(null), items: number.catch(null) }),
});
export type PageAnswer = z.output<typeof pageAnswer>;
