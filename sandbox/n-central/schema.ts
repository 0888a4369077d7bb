import { z } from 'zod';

/**
 * What N-central sends, as far as the sandbox sends it: names and types from the schemas Customer and Device of its OpenAPI
 * document ("N-central API-Service"). The document has no list of device classes: these are the ones it shows or people name.
 */

const int = z.int().min(0);

export const nCentralCustomerSchema = z.strictObject({
  customerId: z.string().regex(/^\d+$/),
  customerName: z.string(),
  orgUnitType: z.enum(['CUSTOMER']),
  parentId: z.string(),
  externalId: z.string().nullable(),
  contactEmail: z.string(),
  isSystem: z.boolean(),
  isServiceOrg: z.boolean(),
});
export type NCentralCustomer = z.infer<typeof nCentralCustomerSchema>;

export const nCentralDeviceSchema = z.strictObject({
  deviceId: int,
  uri: z.string(),
  longName: z.string(),
  discoveredName: z.string(),
  deviceClass: z.enum([
    'Laptop - Windows',
    'Workstations - Windows',
    'Workstations - Mac',
    'Servers - Windows',
    'Servers - Linux',
    'Servers - ESXi',
    'Switch/Router',
    'Printer',
  ]),
  deviceClassLabel: z.string(),
  description: z.string(),
  isProbe: z.boolean(),
  osId: z.string(),
  supportedOs: z.string(),
  supportedOsLabel: z.string(),
  lastLoggedInUser: z.string().nullable(),
  stillLoggedIn: z.string().nullable(),
  licenseMode: z.string(),
  orgUnitId: int,
  soId: int,
  soName: z.string(),
  customerId: int,
  customerName: z.string(),
  siteId: int.nullable(),
  siteName: z.string().nullable(),
  applianceId: int,
  /** With a numeric offset, or with Z. */
  lastApplianceCheckinTime: z.iso.datetime({ offset: true }).nullable(),
});
export type NCentralDevice = z.infer<typeof nCentralDeviceSchema>;
