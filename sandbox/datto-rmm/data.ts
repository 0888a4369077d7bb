import type { SandboxMsp } from '../msp/types.ts';
import type { DattoDevice, DattoSite } from './schema.ts';

export const DATTO = 'datto-rmm';

export type DattoData = {
  /** Without what the server counts for each answer. */
  sites: Omit<DattoSite, 'devicesStatus'>[];
  devices: DattoDevice[];
  /** Ids of devices that the account's list leaves out, though their site's list has them. */
  missingFromAccount: Set<string>;
};

/** What Datto RMM serves of this MSP. */
export function dattoOf(msp: SandboxMsp): DattoData {
  return msp.planted[DATTO] as DattoData;
}
