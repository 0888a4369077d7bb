import { describe, expect, test } from 'vitest';
import { haloClientSchema, haloRecurringInvoiceSchema } from '../halopsa/schema.ts';
import { companySubscriptionSchema, graphUserSchema, subscribedSkuSchema } from '../microsoft-365/schema.ts';
import { ninjaDeviceSchema, ninjaOrganizationSchema } from '../ninjaone/schema.ts';
import { createMsp } from './create-msp.ts';
import type { SandboxMsp } from './types.ts';

const msp = createMsp({ today: '2026-03-12' });

/** Maps and sets as arrays, so that two MSPs can be compared as text. */
function asText(value: SandboxMsp): string {
  return JSON.stringify(value, (_key, part) =>
    part instanceof Map || part instanceof Set ? [...part] : part,
  );
}

describe('the seed', () => {
  test('gives the same MSP for the same day, another for another seed or day', () => {
    expect(asText(createMsp({ today: '2026-03-12' }))).toBe(asText(msp));
    expect(asText(createMsp({ today: '2026-03-12', seed: 2 }))).not.toBe(asText(msp));
    expect(asText(createMsp({ today: '2026-03-13' }))).not.toBe(asText(msp));
  });

  test('changes who gets what and not how much there is', () => {
    for (const seed of [1, 2, 3, 77]) {
      const other = createMsp({ today: '2026-03-12', seed });
      expect(other.expectations).toHaveLength(400);
      expect(other.expectations.filter((row) => row.isInjectedError)).toHaveLength(62);
      expect(other.halopsa.clients.filter((row) => !row.inactive)).toHaveLength(40);
    }
  });
});

describe('its rows', () => {
  test('are what the vendors document', () => {
    for (const row of msp.halopsa.clients) haloClientSchema.parse(row);
    for (const row of msp.halopsa.invoices) haloRecurringInvoiceSchema.parse(row);
    for (const row of msp.ninjaone.organizations) ninjaOrganizationSchema.parse(row);
    for (const row of msp.ninjaone.devices) ninjaDeviceSchema.parse(row);
    for (const tenant of msp.microsoft.tenants) {
      for (const row of tenant.skus) subscribedSkuSchema.parse(row);
      for (const row of tenant.subscriptions) companySubscriptionSchema.parse(row);
      for (const row of tenant.users) graphUserSchema.parse(row);
    }
  });

  test('have unique ids', () => {
    const lines = msp.halopsa.invoices.flatMap((row) => row.lines);
    const lists = [
      lines,
      msp.halopsa.invoices,
      msp.halopsa.clients,
      msp.ninjaone.organizations,
      msp.ninjaone.devices,
    ];
    for (const list of lists) expect(new Set(list.map((row) => row.id)).size).toBe(list.length);
    for (const tenant of msp.microsoft.tenants) {
      expect(new Set(tenant.users.map((row) => row.userPrincipalName)).size).toBe(tenant.users.length);
    }
  });

  test('belong to one another', () => {
    const organizations = new Set(msp.ninjaone.organizations.map((row) => row.id));
    const clients = new Set(msp.halopsa.clients.map((row) => row.id));
    expect(msp.ninjaone.devices.filter((row) => !organizations.has(row.organizationId))).toEqual([]);
    expect(msp.halopsa.invoices.filter((row) => !clients.has(row.client_id))).toEqual([]);
    expect(msp.halopsa.invoices.flatMap((row) => row.lines.filter((line) => line.ihid !== row.id))).toEqual(
      [],
    );
  });

  test('seats in use are the users who have the licence', () => {
    for (const tenant of msp.microsoft.tenants) {
      for (const sku of tenant.skus) {
        const holders = tenant.users.filter((user) =>
          user.assignedLicenses.some((row) => row.skuId === sku.skuId),
        );
        expect(sku.consumedUnits).toBe(holders.length);
      }
    }
  });
});

describe('whose a company is', () => {
  test('every company of every vendor has one answer', () => {
    const idsOf = (vendor: string) =>
      msp.companyTruth.filter((row) => row.vendor === vendor).map((row) => row.externalId);
    expect(idsOf('ninjaone').toSorted()).toEqual(
      msp.ninjaone.organizations.map((row) => String(row.id)).toSorted(),
    );
    expect(idsOf('microsoft-365').toSorted()).toEqual(
      msp.microsoft.tenants.map((row) => row.tenantId).toSorted(),
    );
  });

  test('some need a person, some are nobody’s, one client has two organizations and one has none', () => {
    const ninja = msp.companyTruth.filter((row) => row.vendor === 'ninjaone');
    expect(ninja.filter((row) => row.organizationName === null)).toHaveLength(1);
    expect(ninja.filter((row) => row.organizationName === 'Lakeview Logistics')).toHaveLength(2);
    expect(ninja.filter((row) => row.organizationName === 'Juniper Yoga Studio')).toEqual([]);
    expect(
      ninja.filter((row) => row.organizationName !== null && !row.exactNameMatch).length,
    ).toBeGreaterThan(3);
  });
});
