import { z } from 'zod';

/**
 * What Datto RMM sends, as far as the sandbox sends it: names and types from the schemas Account, Site, Device and
 * PaginationData of its OpenAPI document (2.0.0, build 201). Where accounts in use differ from the document, theirs is sent:
 * times are milliseconds since 1970, and any field of a device may be null.
 */

const id = z.int().positive();
const moment = z.int().min(1_000_000_000_000).max(9_999_999_999_999);
const count = z.int().min(0);

const devicesStatus = z.strictObject({
  numberOfDevices: count,
  numberOfOnlineDevices: count,
  numberOfOfflineDevices: count,
});

export const dattoSiteSchema = z.strictObject({
  id,
  uid: z.uuid(),
  accountUid: z.string(),
  name: z.string(),
  description: z.string().nullable(),
  notes: z.string().nullable(),
  onDemand: z.boolean(),
  devicesStatus,
  autotaskCompanyName: z.string().nullable(),
  autotaskCompanyId: z.string().nullable(),
  portalUrl: z.string(),
});
export type DattoSite = z.infer<typeof dattoSiteSchema>;

export const dattoDeviceSchema = z.strictObject({
  id,
  uid: z.uuid(),
  siteId: id,
  siteUid: z.uuid(),
  siteName: z.string(),
  /** Free text in the document. These are the words that public clients name; a sample has one in lower case. */
  deviceType: z.strictObject({
    category: z.enum(['Desktop', 'Laptop', 'Server', 'server', 'Printer', 'Network', 'ESXi']).nullable(),
    type: z.string().nullable(),
  }),
  hostname: z.string(),
  description: z.string().nullable(),
  operatingSystem: z.string().nullable(),
  online: z.boolean(),
  suspended: z.boolean(),
  deleted: z.boolean(),
  lastSeen: moment.nullable(),
  creationDate: moment,
  udf: z.record(z.string().regex(/^udf\d+$/), z.string().nullable()),
  deviceClass: z.enum(['device', 'printer', 'esxihost', 'rmmnetworkdevice', 'unknown']),
  portalUrl: z.string(),
});
export type DattoDevice = z.infer<typeof dattoDeviceSchema>;
