import type { Batch, Connector } from '../connectors/connector.ts';
import type { VendorAgreement, VendorLineItem } from '../domain/agreement.ts';
import {
  DEVICE_CATEGORIES,
  type DeviceRecord,
  type LicenseRecord,
  type VendorCompany,
} from '../domain/inventory.ts';
import type { TestClient } from '../http/testing.ts';

/** A vendor that lists what a test says; everything but its answers is the product's own. */
export type ScriptedVendor = {
  connector: Connector;
  /** What the next reading lists. */
  batches: Batch[];
  /** Runs before each batch: may wait, or throw as a vendor does. */
  beforeBatch: (index: number) => Promise<void>;
};

/** @param capabilities what the vendor delivers; `agreements` makes it a PSA. */
export function scriptVendor(id: string, capabilities: Connector['capabilities']): ScriptedVendor {
  const vendor: ScriptedVendor = {
    batches: [],
    beforeBatch: async () => undefined,
    connector: {
      id,
      title: `Vendor ${id}`,
      category: capabilities.includes('agreements') ? 'psa' : 'rmm',
      capabilities,
      deviceCategories: DEVICE_CATEGORIES,
      credentialFields: [
        {
          name: 'clientId',
          label: 'Client ID',
          secret: false,
          required: true,
          default: null,
          help: 'In the portal.',
        },
        {
          name: 'clientSecret',
          label: 'Secret',
          secret: true,
          required: true,
          default: null,
          help: 'In the portal.',
        },
      ],
      open: () => ({
        test: async () => `Signed in to ${id}`,
        read: async function* () {
          for (const [index, batch] of vendor.batches.entries()) {
            await vendor.beforeBatch(index);
            yield batch;
          }
        },
      }),
    },
  };
  return vendor;
}

export const CREDENTIALS = { clientId: 'northwind', clientSecret: 'hunter2-hunter2' };

export function connectorsOf(...vendors: ScriptedVendor[]): Map<string, Connector> {
  return new Map(vendors.map(({ connector }) => [connector.id, connector]));
}

/** A batch of whatever is in it. */
export function batch(records: Omit<Batch, 'phase' | 'done' | 'total'>): Batch {
  return { phase: 'Reading', done: 1, total: 1, ...records };
}

export function company(externalId: string, name: string, more: Partial<VendorCompany> = {}): VendorCompany {
  return { externalId, name, domains: [], tenantId: null, ...more };
}

export function device(
  externalId: string,
  companyExternalId: string,
  more: Partial<DeviceRecord> = {},
): DeviceRecord {
  return {
    externalId,
    companyExternalId,
    name: `PC-${externalId}`,
    category: 'desktop',
    rawCategory: 'WINDOWS_WORKSTATION',
    osName: 'Windows 11 Pro',
    serialNumber: null,
    lastSeenAt: '2026-01-02T03:04:05.000Z',
    exclusion: null,
    rawStatus: null,
    ...more,
  };
}

export function license(externalId: string, companyExternalId: string): LicenseRecord {
  return {
    externalId,
    companyExternalId,
    skuId: 'sku-1',
    skuName: 'Microsoft 365 "Business" \\ Premium\t',
    partNumber: null,
    purchased: 10,
    assigned: 8,
    state: 'active',
    rawStatus: 'Enabled',
    isTrial: false,
    exclusion: null,
    term: null,
    termEndsAt: null,
  };
}

export function devices(count: number, companyExternalId: string): DeviceRecord[] {
  return Array.from({ length: count }, (_, index) => device(`d${index}`, companyExternalId));
}

export function line(externalId: string, more: Partial<VendorLineItem> = {}): VendorLineItem {
  return {
    externalId,
    productId: 'p1',
    productName: 'Managed workstation',
    description: null,
    quantity: '10',
    includedQuantity: '0',
    minimumQuantity: null,
    unitPrice: '12.50',
    extendedAmount: null,
    quantitySource: 'asset_count',
    quantitySourceRaw: null,
    isHeading: false,
    isActive: true,
    billingType: 'billable',
    billingCycle: null,
    effectiveFrom: null,
    effectiveTo: null,
    ...more,
  };
}

export function agreement(
  externalId: string,
  companyExternalId: string,
  lineItems: VendorLineItem[],
): VendorAgreement {
  return {
    externalId,
    companyExternalId,
    name: `Agreement ${externalId}`,
    status: 'active',
    startDate: '2024-01-01',
    endDate: null,
    cancelledDate: null,
    billingCycle: 'monthly',
    billingCycleRaw: '1',
    currency: 'USD',
    parentExternalId: null,
    url: null,
    lineItems,
  };
}

/** Connects a vendor. @returns the integration's id. */
export async function connect({ request }: TestClient, vendor: string): Promise<string> {
  const { body } = await request('POST', '/api/v1/integrations', { vendor, credentials: CREDENTIALS });
  return body.id;
}

/** Starts a sync. @returns its run's id. */
export async function startSync({ request }: TestClient, integrationId: string): Promise<string> {
  const { body } = await request('POST', `/api/v1/integrations/${integrationId}/sync`);
  return body.syncRunId;
}

/** Syncs to the end. @returns the run as the API shows it. */
export async function syncToEnd(client: TestClient, integrationId: string) {
  return untilEnd(client, await startSync(client, integrationId));
}

/** The run once it is neither queued nor running, as the event stream tells it. */
export async function untilEnd({ request }: TestClient, syncRunId: string) {
  for (;;) {
    const { body } = await request('GET', `/api/v1/sync-runs/${syncRunId}`);
    if (body.status !== 'queued' && body.status !== 'running') {
      return body;
    }
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** The ids of the workspace's lines, by their ids in the PSA. */
export async function lineIds({ request }: TestClient): Promise<Record<string, string>> {
  const { body } = await request('GET', '/api/v1/line-items');
  return Object.fromEntries(
    body.items.map((item: { externalId: string; id: string }) => [item.externalId, item.id]),
  );
}
