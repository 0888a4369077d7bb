import type { SandboxMsp } from '../msp/types.ts';
import type { DattoDevice, DattoSite } from './schema.ts';

export const DATTO = 'datto-rmm';

/** A site as planted; how many devices it has follows from the devices. */
export type PlantedSite = Omit<DattoSite, 'devicesStatus'>;

export type DattoData = {
  account: { id: number; uid: string; name: string; currency: string };
  sites: PlantedSite[];
  devices: DattoDevice[];
};

/** What Datto RMM serves of this MSP. */
export function dattoOf(msp: SandboxMsp): DattoData {
  return msp.planted[DATTO] as DattoData;
}

/** How many of these devices there are, as sites and the account tell it. */
export function statusOf(devices: readonly DattoDevice[]): DattoSite['devicesStatus'] {
  const online = devices.filter((device) => device.online).length;
  return {
    numberOfDevices: devices.length,
    numberOfOnlineDevices: online,
    numberOfOfflineDevices: devices.length - online,
  };
}
