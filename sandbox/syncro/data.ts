import type { SandboxMsp } from '../msp/types.ts';

export const SYNCRO = 'syncro';

export type SyncroCustomer = {
  id: number;
  business_then_name: string;
  business_name: string;
  fullname: string;
  email: string | null;
};

export type SyncroAsset = {
  id: number;
  customer_id: number;
  name: string;
  asset_type: string;
  asset_serial: string | null;
  properties: {
    /** Only where an agent reports. */
    kabuto_information?: {
      last_synced_at: string | null;
      os: { name: string } | null;
      general: { name: string; form_factor: string };
    };
  };
};

export type SyncroData = { customers: SyncroCustomer[]; assets: SyncroAsset[] };

/** What Syncro serves of this MSP. */
export function syncroOf(msp: SandboxMsp): SyncroData {
  return msp.planted[SYNCRO] as SyncroData;
}
