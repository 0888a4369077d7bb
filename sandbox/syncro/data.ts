import type { SandboxMsp } from '../msp/types.ts';
import type { SyncroAsset, SyncroCustomer } from './schema.ts';

export const SYNCRO = 'syncro';

export type SyncroData = { customers: SyncroCustomer[]; assets: SyncroAsset[] };

/** What Syncro serves of this MSP. */
export function syncroOf(msp: SandboxMsp): SyncroData {
  return msp.planted[SYNCRO] as SyncroData;
}
