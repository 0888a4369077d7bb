import { z } from 'zod';
import { flag, id, number, text, time } from '../kit/lenient.ts';

/**
 * What Microsoft Graph v1.0 sends, as far as it is read. Names and types from its metadata document: contract,
 * delegatedAdminCustomer, subscribedSku, companySubscription, user, mailboxSettings, managedDevice.
 */

/** A customer of the partner; `id` is the contract's own. */
export const contractRow = z.object({ customerId: id, displayName: text, defaultDomainName: text });
export const delegatedAdminCustomerRow = z.object({ tenantId: id, displayName: text });

const seats = number.transform((value) => value ?? 0);

export const skuRow = z.object({
  skuId: id,
  skuPartNumber: text,
  appliesTo: text,
  capabilityStatus: text,
  consumedUnits: number,
  prepaidUnits: z.object({ enabled: seats, warning: seats, suspended: seats, lockedOut: seats }),
  servicePlans: z
    .array(z.object({ servicePlanName: text }))
    .nullish()
    .catch(null),
});
export type SkuRow = z.output<typeof skuRow>;

export const subscriptionRow = z.object({
  id,
  skuId: id,
  isTrial: flag,
  nextLifecycleDateTime: text,
  status: text,
  totalLicenses: seats,
});
export type SubscriptionRow = z.output<typeof subscriptionRow>;

export const userRow = z.object({
  id,
  displayName: text,
  userPrincipalName: z.string('no user principal name').min(1),
  givenName: text,
  surname: text,
  department: text,
  accountEnabled: z.boolean('does not say whether the account is enabled'),
  userType: text,
  isResourceAccount: flag,
  assignedLicenses: z.array(z.object({ skuId: id })),
});
export type UserRow = z.output<typeof userRow>;

export const deviceRow = z.object({
  id,
  deviceName: text,
  managedDeviceName: text,
  operatingSystem: text,
  osVersion: text,
  serialNumber: text,
  lastSyncDateTime: time,
  managedDeviceOwnerType: text,
  managementState: text,
});
export type DeviceRow = z.output<typeof deviceRow>;

export const mailboxSettings = z.object({ userPurpose: z.string() });

/** A page of a collection. */
export const collection = z.looseObject({
  value: z.array(z.unknown()),
  '@odata.nextLink': z.string().nullish(),
});

/** The answer to a batch: each part has its own status. */
export const batchAnswer = z.object({
  responses: z.array(
    z.object({
      id,
      status: z.number(),
      headers: z.record(z.string(), z.string()).nullish().catch(null),
      body: z.unknown(),
    }),
  ),
});
