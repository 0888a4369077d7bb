import { z } from 'zod';

/**
 * What Syncro sends, as far as the sandbox sends it: names and types from the examples of GET /customers and GET
 * /customer_assets in its API document. `kabuto_information` is not in the document: its names are those that public clients read.
 */

const id = z.int().positive();
const moment = z.iso.datetime({ offset: true });

export const syncroCustomerSchema = z.strictObject({
  id,
  firstname: z.string().nullable(),
  lastname: z.string().nullable(),
  fullname: z.string().nullable(),
  business_name: z.string().nullable(),
  business_then_name: z.string(),
  email: z.string().nullable(),
  disabled: z.boolean(),
  created_at: moment,
  updated_at: moment,
});
export type SyncroCustomer = z.infer<typeof syncroCustomerSchema>;

const kabutoInformation = z.strictObject({
  last_synced_at: moment.nullable(),
  last_user: z.string().nullable(),
  os: z.strictObject({ name: z.string(), os_architecture: z.string() }),
  general: z.strictObject({
    name: z.string(),
    form_factor: z.string(),
    manufacturer: z.string(),
    serial_number: z.string(),
  }),
});

export const syncroAssetSchema = z.strictObject({
  id,
  name: z.string(),
  customer_id: id.nullable(),
  contact_id: id.nullable(),
  created_at: moment,
  updated_at: moment,
  /** Whatever the MSP has defined for the type; what the agent reports is among it. */
  properties: z.looseObject({ kabuto_information: kabutoInformation.optional() }),
  /** Defined by the MSP. */
  asset_type: z.string(),
  asset_serial: z.string().nullable(),
  external_rmm_link: z.string().nullable(),
  customer: syncroCustomerSchema.nullable(),
  rmm_links: z.array(z.unknown()),
  rmm_store: z.strictObject({
    id,
    asset_id: id,
    account_id: id,
    triggers: z.record(z.string(), z.string()),
    general: z.record(z.string(), z.unknown()),
  }),
});
export type SyncroAsset = z.infer<typeof syncroAssetSchema>;
