import { z } from 'zod';

/**
 * What Datto RMM sends, as far as the sandbox sends it: names and types from its OpenAPI document (2.0.0), schemas Site and Device,
 * but for the times, which are milliseconds since 1970.
 */

export const dattoSiteSchema = z.strictObject({
  id: z.int(),
  uid: z.string().min(1),
  accountUid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  onDemand: z.boolean(),
  devicesStatus: z.strictObject({
    numberOfDevices: z.int(),
    numberOfOnlineDevices: z.int(),
    numberOfOfflineDevices: z.int(),
  }),
  portalUrl: z.string(),
});
export type DattoSite = z.infer<typeof dattoSiteSchema>;

export const dattoDeviceSchema = z.strictObject({
  id: z.int(),
  uid: z.string().min(1),
  siteId: z.int(),
  siteUid: z.string().min(1),
  siteName: z.string(),
  deviceType: z.strictObject({ category: z.string(), type: z.string() }).nullable(),
  hostname: z.string(),
  operatingSystem: z.string().nullable(),
  online: z.boolean().nullable(),
  suspended: z.boolean(),
  deleted: z.boolean(),
  lastSeen: z.int().nullable(),
  deviceClass: z.enum(['device', 'printer', 'esxihost', 'rmmnetworkdevice', 'unknown']),
  portalUrl: z.string(),
});
export type DattoDevice = z.infer<typeof dattoDeviceSchema>;
