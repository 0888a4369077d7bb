import { z } from 'zod';

/**
 * What Microsoft Graph v1.0 sends, as far as the sandbox sends it: names and types from Graph's metadata document
 * (cleanMetadata-v1.0.xml: subscribedSku, companySubscription, user, managedDevice, contract, delegatedAdminCustomer, organization,
 * mailboxSettings) and from the samples in Microsoft's documentation.
 */

const int = z
  .int()
  .min(-(2 ** 31))
  .max(2 ** 31 - 1);
const time = z.iso.datetime();

const servicePlanSchema = z.strictObject({
  servicePlanId: z.guid(),
  servicePlanName: z.string(),
  provisioningStatus: z.string(),
  appliesTo: z.enum(['User', 'Company']),
});

export const subscribedSkuSchema = z.strictObject({
  id: z.string(),
  accountId: z.guid(),
  accountName: z.string(),
  appliesTo: z.enum(['User', 'Company']),
  capabilityStatus: z.enum(['Enabled', 'Warning', 'Suspended', 'Deleted', 'LockedOut']),
  consumedUnits: int,
  prepaidUnits: z.strictObject({ enabled: int, lockedOut: int, suspended: int, warning: int }),
  servicePlans: z.array(servicePlanSchema),
  skuId: z.guid(),
  skuPartNumber: z.string(),
  subscriptionIds: z.array(z.guid()),
});
export type SubscribedSku = z.infer<typeof subscribedSkuSchema>;

export const companySubscriptionSchema = z.strictObject({
  id: z.guid(),
  commerceSubscriptionId: z.guid(),
  createdDateTime: time,
  isTrial: z.boolean(),
  nextLifecycleDateTime: time.nullable(),
  ownerId: z.guid().nullable(),
  ownerTenantId: z.guid().nullable(),
  ownerType: z.string().nullable(),
  serviceStatus: z.array(servicePlanSchema),
  skuId: z.guid(),
  skuPartNumber: z.string(),
  status: z.enum(['Enabled', 'Warning', 'Suspended', 'Deleted', 'LockedOut']),
  totalLicenses: int,
});
export type CompanySubscription = z.infer<typeof companySubscriptionSchema>;

export const graphUserSchema = z.strictObject({
  id: z.guid(),
  businessPhones: z.array(z.string()),
  displayName: z.string(),
  givenName: z.string().nullable(),
  jobTitle: z.string().nullable(),
  mail: z.string().nullable(),
  mobilePhone: z.string().nullable(),
  officeLocation: z.string().nullable(),
  preferredLanguage: z.string().nullable(),
  surname: z.string().nullable(),
  userPrincipalName: z.string(),
  accountEnabled: z.boolean(),
  userType: z.enum(['Member', 'Guest']).nullable(),
  assignedLicenses: z.array(z.strictObject({ skuId: z.guid(), disabledPlans: z.array(z.guid()) })),
  createdDateTime: time,
  department: z.string().nullable(),
  employeeType: z.string().nullable(),
  isResourceAccount: z.boolean().nullable(),
  onPremisesSyncEnabled: z.boolean().nullable(),
});
export type GraphUser = z.infer<typeof graphUserSchema>;

export const managedDeviceSchema = z.strictObject({
  id: z.guid(),
  deviceName: z.string(),
  managedDeviceName: z.string(),
  operatingSystem: z.string(),
  osVersion: z.string(),
  serialNumber: z.string().nullable(),
  model: z.string().nullable(),
  manufacturer: z.string().nullable(),
  enrolledDateTime: time,
  lastSyncDateTime: time,
  complianceState: z.enum([
    'unknown',
    'compliant',
    'noncompliant',
    'conflict',
    'error',
    'inGracePeriod',
    'configManager',
  ]),
  managedDeviceOwnerType: z.enum(['unknown', 'company', 'personal']),
  managementAgent: z.enum(['mdm', 'easMdm', 'configurationManagerClientMdm']),
  managementState: z.enum(['managed', 'retirePending', 'wipePending']),
  azureADDeviceId: z.guid(),
  userPrincipalName: z.string().nullable(),
});
export type ManagedDevice = z.infer<typeof managedDeviceSchema>;

export const USER_PURPOSES = ['user', 'linked', 'shared', 'room', 'equipment', 'others'] as const;
export type UserPurpose = (typeof USER_PURPOSES)[number];

export const contractSchema = z.strictObject({
  id: z.guid(),
  deletedDateTime: time.nullable(),
  contractType: z.string(),
  customerId: z.guid(),
  defaultDomainName: z.string(),
  displayName: z.string(),
});

export const delegatedAdminCustomerSchema = z.strictObject({
  id: z.guid(),
  tenantId: z.guid(),
  displayName: z.string(),
});

/** A Graph collection of these; `@odata.nextLink` where more follow. */
export function collectionOf<T extends z.ZodType>(row: T) {
  return z.strictObject({
    '@odata.context': z.url(),
    '@odata.nextLink': z.url().optional(),
    value: z.array(row),
  });
}

export const graphErrorSchema = z.strictObject({
  error: z.strictObject({
    code: z.string(),
    message: z.string(),
    innerError: z.strictObject({ 'request-id': z.string(), date: z.string() }),
  }),
});
