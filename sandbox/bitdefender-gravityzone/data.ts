import type { SandboxMsp } from '../msp/types.ts';
import type { GzCompany, GzEndpoint, GzLicense } from './schema.ts';

export const GRAVITYZONE = 'bitdefender-gravityzone';

export type GravityZoneData = {
  companies: GzCompany[];
  endpoints: GzEndpoint[];
  /** By company id. A company without one is refused. */
  licenses: Record<string, GzLicense>;
};

/** What GravityZone serves of this MSP. */
export function gravityZoneOf(msp: SandboxMsp): GravityZoneData {
  return msp.planted[GRAVITYZONE] as GravityZoneData;
}
