import { SIMULATIONS } from '../simulations.ts';
import { billGroups } from './bill.ts';
import { CLIENT_PLANS, type ClientPlan } from './clients.ts';
import { expectationsOf } from './expect.ts';
import { groupLines } from './groups.ts';
import { layOutInvoices } from './layout.ts';
import type { DraftInvoice } from './layout-types.ts';
import type { PlantedClient } from './model.ts';
import { plantDevices } from './plant-devices.ts';
import { plantSubscriptions } from './plant-subscriptions.ts';
import { plantUsers } from './plant-users.ts';
import { randomFor } from './random.ts';
import { addSpecials, SHARED_WITHOUT_DATES } from './specials.ts';
import { toHaloPsa } from './to-halopsa.ts';
import { toMicrosoft } from './to-microsoft.ts';
import { toNinjaOne } from './to-ninjaone.ts';
import type { CompanyTruth, PlantContext, PlantedVendor, SandboxMsp } from './types.ts';
import { addUncounted } from './uncounted.ts';

/**
 * The MSP "Northwind IT": 40 clients, 400 line items, about 1,500 devices, and what is billed wrongly.
 * The same day and seed give the same MSP, to the byte.
 * @param options.today the day the data are made for, `YYYY-MM-DD`
 */
export function createMsp({ today, seed = 1 }: { today: string; seed?: number }): SandboxMsp {
  const clients = CLIENT_PLANS.map((plan, index) => plantClient(plan, index, seed));
  const invoices = layOutInvoices(clients, today, seed);
  addSpecials(invoices, today);
  addUncounted(invoices, today, seed);
  numberLines(invoices);
  const groups = groupLines(invoices, today);
  billGroups(groups, seed);

  const lab = plantDevices({ ...LAB_PLAN }, 'LAB', randomFor(seed, 'lab'));
  const ninjaone = toNinjaOne(clients, lab, today, seed);
  const microsoft = toMicrosoft(clients, today, seed);
  const planted = plantVendors({ clients, invoices, today, seed });
  return {
    name: 'Northwind IT',
    today,
    seed,
    currency: 'USD',
    halopsa: toHaloPsa(clients, invoices, today),
    ninjaone: ninjaone.data,
    microsoft: microsoft.data,
    expectations: expectationsOf(invoices, groups, today),
    planted: Object.fromEntries([...planted].map(([vendor, { data }]) => [vendor, data])),
    companyTruth: [
      ...clients.map(psaTruth),
      ...ninjaone.truth,
      ...microsoft.truth,
      ...[...planted.values()].flatMap(({ companies }) => companies),
    ],
    countTruth: [...microsoft.counts, ...[...planted.values()].flatMap(({ counts }) => counts)],
  };
}

function plantVendors(context: PlantContext): Map<string, PlantedVendor> {
  return new Map(SIMULATIONS.flatMap(({ id, plant }) => (plant ? [[id, plant(context)] as const] : [])));
}

const LAB_PLAN: ClientPlan = {
  name: 'Lab',
  domain: 'lab.example',
  workstations: 9,
  servers: 4,
  suite: null,
  macs: 0.2,
};

function plantClient(plan: ClientPlan, index: number, seed: number): PlantedClient {
  const users = plantUsers(plan, randomFor(seed, `users/${plan.name}`));
  return {
    id: index + 12,
    name: plan.name,
    domain: plan.domain,
    ninjaNames: plan.ninja ?? [{ name: plan.name, isExact: true }],
    tenant: plan.suite
      ? { ...(plan.tenant ?? { name: plan.name, isExact: true }), hasConsent: plan.hasConsent ?? true }
      : null,
    devices: plantDevices(plan, prefixOf(plan), randomFor(seed, `devices/${plan.name}`)),
    users,
    subscriptions: plantSubscriptions(plan, users, randomFor(seed, `subscriptions/${plan.name}`)),
  };
}

/** "Corvid Legal" names its machines CORVID-… */
function prefixOf(plan: ClientPlan): string {
  return (plan.domain.split('.')[0] ?? plan.domain).slice(0, 7).toUpperCase();
}

/**
 * Ids as HaloPSA gives them: recurring invoices negative, lines counting up. Where ids decide who takes first from a
 * shared count, they pass from four digits to five, so that comparing them as text would decide otherwise.
 */
function numberLines(invoices: DraftInvoice[]): void {
  const lines = invoices.flatMap((invoice) => invoice.lines);
  const shared = invoices.find((invoice) => invoice.client.name === SHARED_WITHOUT_DATES);
  const pivot = lines.findIndex(
    (line) => shared?.lines.includes(line) && line.product.name === 'Managed workstation',
  );
  invoices.forEach((invoice, index) => {
    invoice.id = -(1001 + index);
  });
  lines.forEach((line, index) => {
    line.id = 9999 - pivot + index;
  });
}

function psaTruth(client: PlantedClient): CompanyTruth {
  return {
    vendor: 'halopsa',
    externalId: String(client.id),
    organizationName: client.name,
    exactNameMatch: true,
  };
}
