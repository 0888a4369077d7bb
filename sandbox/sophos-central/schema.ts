import { z } from 'zod';

/**
 * What Sophos Central sends, as far as the sandbox sends it. There is no OpenAPI document of the endpoints at hand: names are
 * those of a published sample of an endpoint and of what public clients of the API read.
 */

export const sophosTenantSchema = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  dataGeography: z.string(),
  dataRegion: z.string(),
  billingType: z.enum(['usage', 'trial', 'term']),
  partner: z.strictObject({ id: z.uuid() }),
  /** Absent where the tenant is not active. */
  apiHost: z.url().optional(),
  status: z.enum(['active', 'inactive']),
});
export type SophosTenant = z.infer<typeof sophosTenantSchema>;

export const sophosEndpointSchema = z.strictObject({
  id: z.uuid(),
  type: z.enum(['computer', 'server', 'securityVm']),
  tenant: z.strictObject({ id: z.uuid() }),
  hostname: z.string(),
  health: z.strictObject({ overall: z.enum(['good', 'suspicious', 'bad', 'unknown']) }),
  os: z.strictObject({
    isServer: z.boolean(),
    platform: z.enum(['windows', 'macOS', 'linux']),
    name: z.string(),
  }),
  assignedProducts: z.array(
    z.strictObject({ code: z.string(), version: z.string(), status: z.enum(['installed', 'notInstalled']) }),
  ),
  tamperProtectionEnabled: z.boolean(),
  lastSeenAt: z.iso.datetime().optional(),
});
export type SophosEndpoint = z.infer<typeof sophosEndpointSchema>;
