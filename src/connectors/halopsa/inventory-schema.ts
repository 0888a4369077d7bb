import { z } from 'zod';
import { flag, id, number, text } from '../kit/lenient.ts';

/**
 * What HaloPSA sends of users, assets and licences, as far as it is read. Licences: Licence_List of its OpenAPI document; the names
 * of users and assets are those that public clients of the API read.
 */

const clientPart = { client_id: id, client_name: text };

export const userRow = z.object({
  id,
  ...clientPart,
  name: text,
  emailaddress: text,
  inactive: flag,
  isserviceaccount: flag,
  ignoreautomatedbilling: flag,
});
export type UserRow = z.output<typeof userRow>;

export const assetRow = z.object({
  id,
  ...clientPart,
  inventory_number: text,
  key_field: text,
  assettype_name: text,
  inactive: flag,
});
export type AssetRow = z.output<typeof assetRow>;

export const licenceRow = z.object({
  id,
  ...clientPart,
  name: text,
  count: z.number('not a number of seats'),
  product_sku: text,
  vendor_product_sku: text,
  status: text,
  is_active: flag,
  deleted: flag,
  term_duration: text,
  billing_cycle: text,
  end_date: text,
  parent_id: number.catch(null),
});
export type LicenceRow = z.output<typeof licenceRow>;
