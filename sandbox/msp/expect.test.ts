import { describe, expect, test } from 'vitest';
import type { HaloInvoiceLine } from '../halopsa/schema.ts';
import type { NinjaDevice } from '../ninjaone/schema.ts';
import { createMsp } from './create-msp.ts';
import type { Expectation } from './types.ts';

const msp = createMsp({ today: '2026-03-12' });
const lines = new Map(
  msp.halopsa.invoices.flatMap((row) => row.lines.map((line) => [String(line.id), line])),
);
const compared = msp.expectations.filter((row) => row.counted !== null);

function lineOf(row: Expectation): HaloInvoiceLine {
  const line = lines.get(row.psaLineExternalId);
  if (!line) throw new Error(`No line ${row.psaLineExternalId}.`);
  return line;
}

function rowOf(organization: string, product: string): Expectation {
  const found = compared.find((row) => row.organizationName === organization && row.productName === product);
  if (!found) throw new Error(`No ${product} of ${organization}.`);
  return found;
}

/** Quantity as billed, free units included, less linked credits: from what HaloPSA serves. */
function quantityOf(row: Expectation): number {
  const line = lineOf(row);
  const rows = [line.quantity_users, line.quantity_assets, line.quantity_licences].flatMap(
    (part) => part ?? [],
  );
  const credits = msp.expectations
    .filter((other) => other.linkTo === row.psaLineExternalId && other.linkEffect === 'quantity')
    .reduce((sum, other) => sum + lineOf(other).qty_order, 0);
  return line.qty_order + rows.reduce((sum, part) => sum + part.qty_free, 0) - credits;
}

function sum(rows: Expectation[], value: (row: Expectation) => number | null): number {
  return rows.reduce((total, row) => total + (value(row) ?? 0), 0);
}

describe('every line', () => {
  test('has one expectation, of its own agreement and client', () => {
    expect(msp.expectations.map((row) => row.psaLineExternalId).toSorted()).toEqual(
      [...lines.keys()].toSorted(),
    );
    for (const row of msp.expectations) {
      const invoice = msp.halopsa.invoices.find((other) => String(other.id) === row.agreementExternalId);
      expect(invoice?.lines.some((line) => String(line.id) === row.psaLineExternalId)).toBe(true);
      expect(String(invoice?.client_id)).toBe(row.psaCompanyExternalId);
    }
  });

  test('is to be mapped, left, ignored or linked in the numbers the demo wants', () => {
    const of = (action: Expectation['intendedAction']) =>
      msp.expectations.filter((row) => row.intendedAction === action);
    expect(of('leave').filter((row) => row.intended)).toHaveLength(30);
    expect(of('ignore')).toHaveLength(8);
    expect(of('map').every((row) => row.intended !== null)).toBe(true);
    expect(of('ignore').every((row) => row.intended === null)).toBe(true);
  });

  test('that adjusts another names one of its own agreement, dearer than itself', () => {
    const links = msp.expectations.filter((row) => row.intendedAction === 'link');
    expect(links.length).toBeGreaterThan(8);
    for (const row of links) {
      const parent = msp.expectations.find((other) => other.psaLineExternalId === row.linkTo);
      expect(parent?.agreementExternalId).toBe(row.agreementExternalId);
      expect(lineOf(row).unit_price).toBeLessThan(0);
      if (row.linkEffect === 'quantity' && parent)
        expect(lineOf(row).unit_price).toBe(-lineOf(parent).unit_price);
    }
  });

  test('over, ahead or uncountable carries no comparison', () => {
    const silent = msp.expectations.filter((row) => row.state !== 'active');
    expect(new Set(silent.map((row) => row.state))).toEqual(new Set(['ended', 'upcoming', 'unmappable']));
    expect(silent.every((row) => row.intended === null && row.status === 'unknown')).toBe(true);
  });
});

describe('a comparison', () => {
  test('starts from the quantity HaloPSA serves, free units in, credits off', () => {
    for (const row of compared)
      expect(row.billedUnits).toBe(quantityOf(row) * (row.intended?.unitsPerLine ?? 1));
  });

  test('has a variance of counted less billed units, of the sign of its status and impact', () => {
    for (const row of compared) {
      expect(row.variance).toBe((row.counted ?? 0) - row.billedUnits);
      const impact = Number(row.impact);
      if (row.status === 'matched') expect(impact).toBe(0);
      if (row.status === 'under_billed') expect([(row.variance ?? 0) > 0, impact >= 0]).toEqual([true, true]);
      if (row.status === 'over_billed') expect([(row.variance ?? 0) < 0, impact <= 0]).toEqual([true, true]);
    }
  });

  test('finds exactly the errors that were injected', () => {
    for (const row of compared) expect(row.isInjectedError).toBe(row.status !== 'matched');
    expect(compared.filter((row) => row.isInjectedError)).toHaveLength(62);
    const unknown = msp.expectations.filter((row) => row.counted === null);
    expect(unknown.some((row) => row.isInjectedError || row.impact !== null || row.variance !== null)).toBe(
      false,
    );
  });

  test('is unknown where the vendor cannot tell, and says why', () => {
    const unknown = msp.expectations.filter((row) => row.intended && row.counted === null);
    const reasons = new Map(
      unknown.map((row) => [`${row.organizationName}/${row.intended?.vendor}`, row.unknownReason]),
    );
    expect(Object.fromEntries(reasons)).toEqual({
      'Juniper Yoga Studio/ninjaone': 'no_company',
      'Northgate Community Church/microsoft-365': 'no_company',
      'Tidewater Marine Supply/microsoft-365': 'no_company',
      'Fairhaven Credit Union/microsoft-365': 'sync_failed',
    });
  });
});

describe('a shared count', () => {
  const shared = compared.filter((row) => row.sharesWith.length > 0);

  test('is handed out whole: shares add up, and only the last line differs from its bill', () => {
    expect(shared.length).toBe(8);
    for (const row of shared) {
      const group = [row, ...shared.filter((other) => row.sharesWith.includes(other.psaLineExternalId))];
      expect(group).toHaveLength(2);
      expect(sum(group, (part) => part.counted)).toBe(wholeCountOf(row));
      expect(group.filter((part) => part.variance !== 0).length).toBeLessThan(2);
    }
  });

  test('goes first to the lower id, as a number, where no agreement has a date', () => {
    const [first, second] = shared.filter((row) => row.organizationName === 'Oakline Construction');
    expect([first?.psaLineExternalId.length, second?.psaLineExternalId.length]).toEqual([4, 5]);
    expect(first?.variance).toBe(0);
  });

  function wholeCountOf(row: Expectation): number {
    return devicesOf(row.organizationName).filter(isWorkstation).length;
  }
});

describe('the vendors’ own rows', () => {
  test('give the counts of workstations and servers', () => {
    const single = compared.filter((row) => row.sharesWith.length === 0);
    const of = (product: string) => single.filter((row) => row.productName === product);
    for (const row of of('Managed workstation')) {
      expect(devicesOf(row.organizationName).filter(isWorkstation)).toHaveLength(row.counted ?? -1);
    }
    for (const row of of('Managed server')) {
      const servers = devicesOf(row.organizationName).filter((device) =>
        device.nodeClass.endsWith('_SERVER'),
      );
      expect(servers).toHaveLength(row.counted ?? -1);
    }
  });

  test('give the counts of licences: neither trial nor suspended seats, but those in grace', () => {
    const licences = compared.filter(
      (row) => row.mode === 'license_count' && row.intended?.metric === 'licenses',
    );
    expect(licences.length).toBeGreaterThan(60);
    for (const row of licences) {
      const skuId = row.intended?.metric === 'licenses' ? row.intended.filter.skuIds[0] : undefined;
      const seats = tenantOf(row.organizationName)?.subscriptions.filter(
        (part) => part.skuId === skuId && !part.isTrial && part.status !== 'Suspended',
      );
      expect(seats?.reduce((total, part) => total + part.totalLicenses, 0)).toBe(row.counted);
    }
  });

  test('give the counts of licensed users: neither guests nor leavers nor shared mailboxes', () => {
    const free = 'f30db892-07e9-47e9-837c-80727f46fd3d';
    for (const row of compared.filter((part) => part.productName === 'Help desk per user')) {
      const tenant = tenantOf(row.organizationName);
      const licensed = tenant?.users.filter(
        (user) =>
          user.accountEnabled &&
          user.userType !== 'Guest' &&
          !['shared', 'room'].includes(tenant.mailboxes.get(user.id) ?? '') &&
          user.assignedLicenses.some((part) => part.skuId !== free),
      );
      expect(licensed).toHaveLength(row.counted ?? -1);
    }
  });
});

describe('cases worth a name', () => {
  test('a count below the minimum is matched', () => {
    expect(rowOf('Foxglove Interiors', 'Managed workstation')).toMatchObject({
      billedUnits: 12,
      counted: 7,
      status: 'matched',
    });
  });

  test('a fraction of a line is compared without rounding up', () => {
    expect(rowOf('Granite State Insurance', 'BDR subscription (2 servers)')).toMatchObject({
      billedUnits: 3,
      status: 'matched',
    });
    expect(rowOf('Corvid Legal', 'BDR subscription (2 servers)')).toMatchObject({
      billedUnits: 1,
      counted: 3,
      variance: 2,
    });
  });

  test('free units and a price of nothing make an error cost nothing', () => {
    expect(rowOf('Eastgate Pharmacy', 'Managed network device')).toMatchObject({
      variance: -8,
      impact: '0.00',
    });
    expect(rowOf('Hollis Orthodontics', 'Managed network device')).toMatchObject({
      isInjectedError: true,
      impact: '0.00',
    });
  });

  test('a discount lowers the price at which an error counts', () => {
    const row = rowOf('Falcon Freight Lines', 'Managed workstation');
    const discount = msp.expectations.find((other) => other.linkTo === row.psaLineExternalId);
    const { qty_order: quantity, unit_price: price } = lineOf(row);
    const amount = discount ? lineOf(discount).net_amount : 0;
    expect(amount).toBeLessThan(0);
    expect(Number(row.impact)).toBeCloseTo((row.variance ?? 0) * (price + amount / quantity), 2);
  });

  test('a yearly line counts a twelfth of its price a month', () => {
    const row = rowOf('Clearview Eye Care', 'Microsoft 365 Business Premium');
    expect(Number(row.impact)).toBeCloseTo(((row.variance ?? 0) * lineOf(row).unit_price) / 12, 2);
  });
});

function devicesOf(organization: string): NinjaDevice[] {
  const ids = msp.companyTruth.filter(
    (row) => row.vendor === 'ninjaone' && row.organizationName === organization,
  );
  return msp.ninjaone.devices.filter(
    (device) =>
      device.approvalStatus === 'APPROVED' &&
      ids.some((row) => row.externalId === String(device.organizationId)),
  );
}

function isWorkstation(device: NinjaDevice): boolean {
  return device.nodeClass === 'MAC' || device.nodeClass.endsWith('_WORKSTATION');
}

function tenantOf(organization: string) {
  const truth = msp.companyTruth.find(
    (row) => row.vendor === 'microsoft-365' && row.organizationName === organization,
  );
  return msp.microsoft.tenants.find((tenant) => tenant.tenantId === truth?.externalId);
}
