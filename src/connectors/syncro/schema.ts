import { z } from 'zod';
import { id, list, number, text, time } from '../kit/lenient.ts';

/**
 * What Syncro sends, as far as it is read. Names from the examples in its API document (GET /customers, GET
 * /customer_assets); `kabuto_information` is not in the document, and known from public clients.
 */

export const customerRow = z.object({
  id,
  business_name: text,
  /** The business, or else the person. */
  business_then_name: text,
  fullname: text,
});
export type CustomerRow = z.output<typeof customerRow>;

/** What tells whether the agent reports from an asset. Everybody may define types and properties of assets. */
export const agentTraces = z.object({
  properties: z.object({ kabuto_information: z.unknown() }).nullish().catch(null),
  /** Every asset has it, and `general` is empty in the document's example of one without an agent. */
  rmm_store: z.object({ general: z.unknown() }).nullish().catch(null),
});

export const assetRow = z.object({
  id,
  customer_id: id,
  name: text,
  asset_type: text,
  asset_serial: text,
  customer: customerRow.nullish().catch(null),
  properties: z.object({
    kabuto_information: z.object({
      last_synced_at: time,
      os: z.object({ name: text }).nullish().catch(null),
      general: z.object({ name: text, form_factor: text, serial_number: text }).nullish().catch(null),
    }),
  }),
});
export type AssetRow = z.output<typeof assetRow>;

/** Every list's answer. The document's example of the assets has no `meta`; clients find one. */
export const listAnswer = z.object({
  customers: list,
  assets: list,
  meta: z
    .object({ total_pages: number, total_entries: number })
    .nullish()
    .transform((meta) => meta ?? { total_pages: null, total_entries: null }),
});
