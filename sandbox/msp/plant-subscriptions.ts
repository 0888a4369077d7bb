import type { ClientPlan } from './clients.ts';
import type { PlantedSubscription, PlantedUser } from './model.ts';
import type { Random } from './random.ts';
import {
  BUSINESS_BASIC,
  BUSINESS_PREMIUM,
  EXCHANGE_PLAN_1,
  POWER_AUTOMATE_FREE,
  POWER_BI_PRO,
  type Sku,
} from './skus.ts';

/** The seats a client has bought: those in use, a few to spare, some of it on trial, in grace or suspended. */
export function plantSubscriptions(
  plan: ClientPlan,
  users: PlantedUser[],
  random: Random,
): PlantedSubscription[] {
  const inUse = new Map<Sku, number>();
  for (const sku of users.flatMap((user) => user.skus)) inUse.set(sku, (inUse.get(sku) ?? 0) + 1);
  return [
    ...[...inUse].flatMap(([sku, used]) => subscriptionsOf(sku, used, plan, random)),
    ...(EXTRAS[plan.name] ?? []),
  ];
}

function subscriptionsOf(sku: Sku, used: number, plan: ClientPlan, random: Random): PlantedSubscription[] {
  if (sku === POWER_AUTOMATE_FREE) return [active(sku, 10_000)];
  if (sku === POWER_BI_PRO) return [{ ...active(sku, 25), isTrial: true }];
  const seats = used + random.integer(0, 3);
  // Payment is late: the seats still work, in their grace period.
  if (sku === EXCHANGE_PLAN_1 && IN_GRACE.includes(plan.name))
    return [{ ...active(sku, seats), state: 'grace' }];
  if (seats < 20 || random.chance(0.5)) return [active(sku, seats)];
  // A yearly commitment, and monthly seats on top of it.
  const monthly = random.integer(2, 5);
  return [active(sku, seats - monthly), active(sku, monthly)];
}

function active(sku: Sku, seats: number): PlantedSubscription {
  return { sku, seats, state: 'active', isTrial: false };
}

const IN_GRACE = ['Harborview Logistics', 'Oakline Construction'];

/** A trial of the very SKU that is bought too; seats left over from a plan that was given up. */
const EXTRAS: Record<string, PlantedSubscription[]> = {
  'Glacier Point Engineering': [{ ...active(BUSINESS_PREMIUM, 5), isTrial: true }],
  'Corvid Legal': [{ ...active(BUSINESS_BASIC, 8), state: 'suspended' }],
  'Falcon Freight Lines': [{ ...active(EXCHANGE_PLAN_1, 4), state: 'suspended' }],
};
