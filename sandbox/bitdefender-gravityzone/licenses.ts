import type { LicenseFilter } from '../../src/domain/measure.ts';
import { addDays } from '../msp/calendar.ts';
import type { ProtectedClient } from '../msp/endpoint-agents.ts';
import type { CountTruth } from '../msp/types.ts';
import { GRAVITYZONE } from './data.ts';
import type { GzLicense } from './schema.ts';

/** Most pay by the month for what they use; some hold a yearly licence, some try the product. */
const KINDS = ['monthly', 'monthly', 'licensed', 'monthly', 'trial'] as const;

/** @param index the client's place in the list, which decides the kind of its licence */
export function licenseOf(client: ProtectedClient, index: number, today: string): GzLicense {
  const usedSlots = seatsInUse(client);
  const end = `${addDays(today, 40 + index)}T00:00:00`;
  switch (kindAt(index)) {
    case 'monthly': {
      const renewal = { endSubscription: end, autoRenewPeriod: 12 };
      return {
        subscriptionType: 3,
        isAddon: false,
        expiryDate: null,
        usedSlots,
        totalSlots: null,
        ...renewal,
      };
    }
    case 'licensed':
      return {
        ...keyed(index),
        subscriptionType: 2,
        expiryDate: end,
        usedSlots,
        totalSlots: seatsBought(client),
      };
    case 'trial':
      return { ...keyed(index), subscriptionType: 1, expiryDate: end, usedSlots, totalSlots: 25 };
  }
}

function keyed(index: number): { isAddon: boolean; licenseKey: string } {
  return { isAddon: false, licenseKey: `GZKEY${String(index).padStart(2, '0')}` };
}

function kindAt(index: number): (typeof KINDS)[number] {
  return KINDS[index % KINDS.length] ?? 'monthly';
}

function seatsInUse({ agents }: ProtectedClient): number {
  return agents.filter(({ fate }) => fate === 'installed').length;
}

/** Bought in fives, with a few to spare. */
function seatsBought(client: ProtectedClient): number {
  return Math.ceil((seatsInUse(client) + 2) / 5) * 5;
}

/** What each client has: by the month as many seats as are in use, else those bought; trials only if asked for. */
export function licenseCounts(clients: ProtectedClient[]): CountTruth[] {
  return clients.flatMap((client, index) => {
    const kind = kindAt(index);
    const count = (filter: Partial<LicenseFilter>, seats: number): CountTruth => ({
      vendor: GRAVITYZONE,
      organizationName: client.client.name,
      metric: 'licenses',
      filter: { skuIds: [], basis: 'purchased', includeTrials: false, includeSuspended: false, ...filter },
      count: seats,
    });
    const used = seatsInUse(client);
    if (kind === 'trial') return [count({}, 0), count({ includeTrials: true }, 25)];
    return [count({}, kind === 'monthly' ? used : seatsBought(client)), count({ basis: 'assigned' }, used)];
  });
}
