import { z } from 'zod';
import { id, number, text, time } from '../kit/lenient.ts';

/**
 * What Syncro sends, as far as it is read. Its OpenAPI document is not at hand: names are those that several clients of the API use,
 * so everything but the ids may be missing.
 */

export const meta = z.object({
  meta: z
    .object({ total_pages: number, total_entries: number })
    .nullish()
    .transform((value) => value ?? { total_pages: null, total_entries: null }),
});

export const customerRow = z.object({
  id,
  /** The name of the business or, where there is none, of the person. */
  business_then_name: text,
  business_name: text,
  fullname: text,
});
export type CustomerRow = z.output<typeof customerRow>;

/** What the Syncro agent reports; assets that are kept by hand have none of it. */
const agentReport = z.object({
  os: z.object({ name: text }).nullish().catch(null),
  general: z.object({ name: text, form_factor: text }).nullish().catch(null),
  last_synced_at: time.catch(null),
});

export const assetRow = z.object({
  id,
  customer_id: id,
  name: text,
  /** Words of the MSP's own; Syncro begins with Server, Laptop and Desktop. */
  asset_type: text,
  asset_serial: text,
  properties: z
    .object({ kabuto_information: agentReport.nullish().catch(null) })
    .nullish()
    .catch(null),
});
export type AssetRow = z.output<typeof assetRow>;
