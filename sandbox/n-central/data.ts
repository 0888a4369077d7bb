import type { SandboxMsp } from '../msp/types.ts';
import type { NCentralCustomer, NCentralDevice } from './schema.ts';

export const N_CENTRAL = 'n-central';

export type NCentralData = { customers: NCentralCustomer[]; devices: NCentralDevice[] };

/** What N-central serves of this MSP. */
export function nCentralOf(msp: SandboxMsp): NCentralData {
  return msp.planted[N_CENTRAL] as NCentralData;
}
