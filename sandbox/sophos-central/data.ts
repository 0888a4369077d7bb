import type { SandboxMsp } from '../msp/types.ts';
import type { SophosEndpoint, SophosTenant } from './schema.ts';

export const SOPHOS = 'sophos-central';

/** A tenant with what is in it. Where its API is depends on the address of the sandbox. */
export type PlantedTenant = Omit<SophosTenant, 'apiHost'> & {
  /** Without a licence for endpoints, their list is refused. */
  isLicensed: boolean;
  endpoints: SophosEndpoint[];
};

export type SophosData = { partnerId: string; tenants: PlantedTenant[] };

/** What Sophos Central serves of this MSP. */
export function sophosOf(msp: SandboxMsp): SophosData {
  return msp.planted[SOPHOS] as SophosData;
}
