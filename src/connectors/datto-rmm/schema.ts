import { z } from 'zod';
import { flag, id, number, text } from '../kit/lenient.ts';

/**
 * What Datto RMM sends, as far as it is read. Names and types from its OpenAPI document (2.0.0), schemas SitesPage, DevicesPage,
 * Site and Device; times are milliseconds since 1970, whatever the document says.
 */

export const page = z.object({
  pageDetails: z
    .object({ totalCount: number, nextPageUrl: text })
    .nullish()
    .transform((value) => value ?? { totalCount: null, nextPageUrl: null }),
});

export const siteRow = z.object({
  uid: id,
  name: text,
  devicesStatus: z.object({ numberOfDevices: number }).nullish().catch(null),
});
export type SiteRow = z.output<typeof siteRow>;

export const deviceRow = z.object({
  uid: id,
  siteUid: id,
  hostname: text,
  /** A free text in the document; clients know Desktop, Laptop, Server, Printer, ESXi and Network. */
  deviceType: z.object({ category: text, type: text }).nullish().catch(null),
  /** device, printer, esxihost, rmmnetworkdevice or unknown. */
  deviceClass: text,
  operatingSystem: text,
  online: flag.catch(null),
  suspended: flag.catch(null),
  deleted: flag,
  /** Milliseconds since 1970. */
  lastSeen: number,
});
export type DeviceRow = z.output<typeof deviceRow>;
