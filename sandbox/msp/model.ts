import type { DeviceCategory } from '../../src/domain/inventory.ts';
import type { Sku } from './skus.ts';

/** What the generator plants: the truth, before each vendor tells it in its own words. */

export type PlantedDevice = {
  category: DeviceCategory;
  /** Which of the client's NinjaOne organizations it is in. */
  site: number;
  name: string;
  os: string | null;
  serial: string | null;
  isVirtual: boolean;
  isPending: boolean;
  isOffline: boolean;
  /** Null: never. */
  lastSeenDaysAgo: number | null;
  /** Which kind of network gear, where it is one. */
  gear?: 'switch' | 'firewall' | 'wap';
};

export type PlantedUser = {
  name: string;
  upn: string;
  department: string | null;
  isEnabled: boolean;
  kind: 'member' | 'guest' | 'shared' | 'room' | 'service';
  /** Old accounts have no userType. */
  hasUserType: boolean;
  skus: Sku[];
};

export type PlantedSubscription = {
  sku: Sku;
  seats: number;
  state: 'active' | 'grace' | 'suspended';
  isTrial: boolean;
};

/** What a vendor calls a client, and whether that equals the client's name after normalisation. */
export type CompanyName = { name: string; isExact: boolean };

export type PlantedClient = {
  id: number;
  name: string;
  domain: string;
  /** None: the client is not in NinjaOne. */
  ninjaNames: CompanyName[];
  /** Null: the client has no Microsoft tenant. */
  tenant: (CompanyName & { hasConsent: boolean }) | null;
  devices: PlantedDevice[];
  users: PlantedUser[];
  subscriptions: PlantedSubscription[];
};
