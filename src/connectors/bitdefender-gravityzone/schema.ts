import { z } from 'zod';
import { flag, id, number, text, time } from '../kit/lenient.ts';

/**
 * What GravityZone sends, as far as it is read: names and numbers from Bitdefender's pages on getNetworkInventoryItems and
 * getLicenseInfo (https://www.bitdefender.com/business/support/en/77209-125277-public-api.html).
 */

export const companyItem = z.object({ id, name: text });
export type CompanyItem = z.output<typeof companyItem>;

/** A computer (type 5) or a virtual machine (type 6). */
export const endpointItem = z.object({
  id,
  name: text,
  companyId: id,
  details: z.object(
    {
      /** Whether Bitdefender's agent ("BEST") is on it: the inventory has machines without, too. */
      managedWithBest: z.boolean('does not say whether the agent is installed'),
      machineType: text,
      operatingSystemVersion: text,
      securityServer: flag.catch(null),
    },
    'missing or no details',
  ),
});
export type EndpointItem = z.output<typeof endpointItem>;

/** What a company's licence is. `licenseKey` is a secret and never read. */
export const licenseInfo = z.object({
  subscriptionType: number,
  isAddon: flag,
  usedSlots: number,
  totalSlots: number,
  expiryDate: time.catch(null),
  endSubscription: time.catch(null),
});
export type LicenseInfo = z.output<typeof licenseInfo>;

/** The answer to a call: a result, or an error, which comes with status 200. */
export const rpcAnswer = z.object({
  result: z.unknown().optional(),
  error: z
    .object({
      message: text,
      data: z.object({ details: text }).nullish().catch(null),
    })
    .nullish(),
});

export const inventoryPage = z.object({ items: z.array(z.unknown()), total: number });
export type InventoryPage = z.output<typeof inventoryPage>;
