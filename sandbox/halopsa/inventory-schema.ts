import { z } from 'zod';

/**
 * What HaloPSA sends of users, assets and licences, as far as the sandbox sends it. Licences: names and types of Licence_List in
 * HaloPSA's OpenAPI document (September 2024). Users_List and Device_List are not in the saved part of that document: their
 * names are those that public clients of the API read (psa.md B3).
 */

const int = z
  .int()
  .min(0)
  .max(2 ** 31 - 1);

export const haloUserSchema = z.strictObject({
  id: int,
  name: z.string(),
  emailaddress: z.string().nullable(),
  client_id: int,
  client_name: z.string(),
  site_id: int,
  inactive: z.boolean(),
  isserviceaccount: z.boolean(),
  ignoreautomatedbilling: z.boolean(),
});
export type HaloUser = z.infer<typeof haloUserSchema>;

export const haloAssetSchema = z.strictObject({
  id: int,
  inventory_number: z.string(),
  key_field: z.string(),
  client_id: int,
  client_name: z.string(),
  site_id: int,
  assettype_id: int,
  assettype_name: z.string(),
  inactive: z.boolean(),
});
export type HaloAsset = z.infer<typeof haloAssetSchema>;

export const haloLicenceSchema = z.strictObject({
  id: int,
  /** 0: software licence, 1: subscription. */
  type: int,
  name: z.string(),
  count: int,
  client_id: int,
  client_name: z.string(),
  product_sku: z.string().nullable(),
  status: z.string().nullable(),
  is_active: z.boolean(),
  deleted: z.boolean(),
  term_duration: z.string().nullable(),
  billing_cycle: z.string().nullable(),
  start_date: z.string().nullable(),
  end_date: z.string().nullable(),
});
export type HaloLicence = z.infer<typeof haloLicenceSchema>;
