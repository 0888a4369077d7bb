import { z } from 'zod';

/**
 * What GravityZone's JSON-RPC API sends, as far as the sandbox sends it: names and numbers from Bitdefender's pages on
 * getNetworkInventoryItems and getLicenseInfo, the item's shape from a published sample.
 */

/** Type 1: a company. */
export const gzCompanySchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.literal(1),
  parentId: z.string(),
});
export type GzCompany = z.infer<typeof gzCompanySchema>;

/** Type 5: a computer; 6: a virtual machine. */
export const gzEndpointSchema = z.strictObject({
  id: z.string(),
  name: z.string(),
  type: z.union([z.literal(5), z.literal(6)]),
  parentId: z.string(),
  companyId: z.string(),
  details: z.strictObject({
    label: z.string(),
    fqdn: z.string(),
    groupId: z.string(),
    isManaged: z.boolean(),
    /** 1: computer, 2: virtual machine, 0: other. */
    machineType: z.int().min(0).max(2),
    operatingSystemVersion: z.string(),
    ip: z.string(),
    macs: z.array(z.string()),
    managedWithBest: z.boolean(),
    securityServer: z.boolean(),
  }),
});
export type GzEndpoint = z.infer<typeof gzEndpointSchema>;

export const gzLicenseSchema = z.strictObject({
  /** 1: trial, 2: licensed, 3: monthly, 4: monthly license trial, 5: monthly subscription trial, 6: FRAT. */
  subscriptionType: z.int().min(1).max(6),
  isAddon: z.boolean(),
  expiryDate: z.string().nullable(),
  usedSlots: z.int(),
  totalSlots: z.int().nullable(),
  /** A secret of the client's. */
  licenseKey: z.string().optional(),
  endSubscription: z.string().optional(),
  autoRenewPeriod: z.int().optional(),
});
export type GzLicense = z.infer<typeof gzLicenseSchema>;
