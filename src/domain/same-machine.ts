import { plausibleSerial } from './counting/devices.ts';
import type { DeviceRecord } from './inventory.ts';

/** A device that is the same machine as another integration's. */
export type Twin = { integrationId: string; name: string };

type Known = { integrationId: string; device: DeviceRecord };

/** Finds machines again in the devices that other integrations list for one organization. */
export class Machines {
  readonly #bySerial: Map<string | null, Known[]>;
  readonly #byName: Map<string, Known[]>;

  /** @param devices by integration */
  constructor(devices: ReadonlyMap<string, readonly DeviceRecord[]>) {
    const all = [...devices].flatMap(([integrationId, list]) =>
      list.map((device) => ({ integrationId, device })),
    );
    this.#bySerial = Map.groupBy(all, ({ device }) => plausibleSerial(device));
    this.#byName = Map.groupBy(all, ({ device }) => hostOf(device.name));
  }

  /**
   * The same machine in the other integrations: the one with its serial number, else the one with its name, unless their
   * serial numbers say that they are two.
   * @returns at most one an integration
   */
  twinsOf(device: DeviceRecord): Twin[] {
    const serial = plausibleSerial(device);
    const bySerial = serial === null ? [] : (this.#bySerial.get(serial) ?? []);
    const byName = (this.#byName.get(hostOf(device.name)) ?? []).filter(
      (other) => serial === null || plausibleSerial(other.device) === null,
    );
    const twins = new Map<string, Twin>();
    for (const { integrationId, device: other } of [...bySerial, ...byName]) {
      if (!twins.has(integrationId)) twins.set(integrationId, { integrationId, name: other.name });
    }
    return [...twins.values()];
  }
}

/** "PC-7.client.local" and "pc-7" are one host. */
function hostOf(name: string): string {
  return name.trim().toLowerCase().split('.')[0] ?? '';
}
