import type { SandboxMsp } from '../msp/types.ts';
import type { HaloAsset, HaloLicence, HaloUser } from './inventory-schema.ts';

export const HALOPSA = 'halopsa';

export type HaloInventory = { users: HaloUser[]; assets: HaloAsset[]; licences: HaloLicence[] };

/** What HaloPSA holds of users, assets and licences of this MSP's clients. */
export function haloInventoryOf(msp: SandboxMsp): HaloInventory {
  return msp.planted[HALOPSA] as HaloInventory;
}
