import type { Batch, Connector } from '../../connectors/connector.ts';
import { loadConnectors } from '../../connectors/registry.ts';
import type { SubscriptionRecord, UserRecord } from '../../domain/inventory.ts';
import { agreement, batch, company, device, license, line, scriptVendor } from '../../sync/testing.ts';

const DEVICES = 30;
/** What the scripted vendors are connected with. */
export const VENDOR_SECRET = 'canary-secret-of-scripted-vendors';

/** Vendors that tell each workspace of its own clients: by the client id of its credentials, which is also in every name. */
export type MarkedVendors = {
  connectors: ReadonlyMap<string, Connector>;
  /** How many devices the workspace with this marker has from now on. */
  setDevices: (marker: string, count: number) => void;
};

/** A PSA, a tool that knows every kind of record, and files. */
export async function markVendors(): Promise<MarkedVendors> {
  const counts = new Map<string, number>();
  const psa = scriptVendor('psa', ['agreements']).connector;
  const rmm = scriptVendor('rmm', ['devices', 'users', 'licenses', 'subscriptions']).connector;
  const files = (await loadConnectors()).get('csv');
  if (files === undefined) {
    throw new Error('There is no connector for files.');
  }
  tellBy(psa, (marker) => agreementsOf(marker));
  tellBy(rmm, (marker) => recordsOf(marker, counts.get(marker) ?? DEVICES));
  const connectors = new Map([psa, rmm, files].map((one) => [one.id, one]));
  return { connectors, setDevices: (marker, count) => counts.set(marker, count) };
}

function tellBy(connector: Connector, batchOf: (marker: string) => Batch): void {
  connector.open = ({ clientId = '' }) => ({
    test: async () => 'Signed in',
    read: async function* () {
      yield batchOf(clientId);
    },
  });
}

function agreementsOf(marker: string): Batch {
  const named = { productName: `${marker} workstation` };
  const lines = [
    line('l1', named),
    line('l2', named),
    line('l3', { productId: 'p3', productName: `${marker} backup` }),
    line('credit', { productId: 'p4', productName: `${marker} credit`, unitPrice: '-2' }),
  ];
  return batch({
    companies: [company('c1', `${marker} Alder`), company('c2', `${marker} Birch`)],
    agreements: [agreement('a1', 'c1', lines), agreement('a2', 'c2', [line('l5', named)])],
  });
}

function recordsOf(marker: string, count: number): Batch {
  const common = { companyExternalId: 'r1', exclusion: null, rawStatus: null };
  const user: UserRecord = {
    ...{ ...common, externalId: 'u1', userPrincipalName: `${marker}@people.example`, displayName: marker },
    ...{ department: null, enabled: true, type: 'member', rawType: null, paidLicenses: 1, licenseNames: [] },
  };
  const subscription: SubscriptionRecord = {
    ...{ ...common, externalId: 's1', productId: 'mail', productName: `${marker} mail`, quantity: 5 },
    ...{ state: 'active', isTrial: false, billingTerm: 'Monthly', termEndsAt: null },
  };
  return batch({
    companies: [company('r1', `${marker} Alder`), company('r9', `${marker} Nobody`)],
    devices: Array.from({ length: count }, (_, n) => device(`d${n}`, 'r1', { name: `${marker}-PC-${n}` })),
    users: [user],
    licenses: [license('k1', 'r1')],
    subscriptions: [subscription],
  });
}
