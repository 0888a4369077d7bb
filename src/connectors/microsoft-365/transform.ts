import type { z } from 'zod';
import type { LicenseRecord, UserRecord, VendorCompany } from '../../domain/inventory.ts';
import { isFreeSku, skuName } from './catalogue.ts';
import { isTrialOnly, skuLabel, toLicenses } from './licenses.ts';
import type { contractRow, delegatedAdminCustomerRow, SkuRow, SubscriptionRow, UserRow } from './schema.ts';

/** `userPurpose` of mailboxes that are no person's (Graph: userPurpose). */
const SHARED_PURPOSES = new Set(['shared', 'room', 'equipment']);

/** @param row from GET /contracts */
export function fromContract(row: z.output<typeof contractRow>): VendorCompany {
  return toCompany(row.customerId, row.displayName, row.defaultDomainName);
}

/** @param row from GET /tenantRelationships/delegatedAdminCustomers, which tells no domain */
export function fromDelegatedAdminCustomer(row: z.output<typeof delegatedAdminCustomerRow>): VendorCompany {
  return toCompany(row.tenantId, row.displayName, null);
}

function toCompany(tenantId: string, displayName: string | null, domain: string | null): VendorCompany {
  const domains = domain === null ? [] : [domain.toLowerCase()];
  return { externalId: tenantId, name: displayName ?? domain ?? tenantId, domains, tenantId };
}

/** What a tenant's licences are called and which of them are paid for. */
export type TenantLicenses = {
  records: LicenseRecord[];
  /** SKU id in lower case → name. */
  names: Map<string, string>;
  /** SKU ids in lower case. */
  trialOnly: Set<string>;
};

/** @param skus and subscriptions of one tenant */
export function toTenantLicenses(
  skus: readonly SkuRow[],
  subscriptions: readonly SubscriptionRow[],
  tenantId: string,
): TenantLicenses {
  const trials = skus.filter((row) => isTrialOnly(row, subscriptions));
  return {
    records: skus.flatMap((row) => toLicenses(row, subscriptions, tenantId)),
    names: new Map(skus.map((row) => [row.skuId.toLowerCase(), skuLabel(row)])),
    trialOnly: new Set(trials.map((row) => row.skuId.toLowerCase())),
  };
}

/**
 * @param row from GET /users
 * @param purpose what the user's mailbox is for, in Graph's word; null: not known
 */
export function toUser(
  row: UserRow,
  licenses: TenantLicenses,
  purpose: string | null,
  tenantId: string,
): UserRecord {
  const names = row.assignedLicenses.map(
    ({ skuId }) => licenses.names.get(skuId.toLowerCase()) ?? skuName(skuId) ?? skuId,
  );
  return {
    externalId: row.id,
    companyExternalId: tenantId,
    userPrincipalName: row.userPrincipalName,
    displayName: row.displayName ?? row.userPrincipalName,
    department: row.department,
    enabled: row.accountEnabled,
    type: toType(row, purpose),
    rawType: purpose !== null && isShared(purpose) ? purpose : row.userType,
    paidLicenses: countPaid(row, licenses),
    licenseNames: [...new Set(names)].sort(),
  };
}

/**
 * Whether only the mailbox tells what the user is: shared mailboxes made years ago are enabled accounts like a person's,
 * and some hold a licence. Asking costs a request for each, so people are passed over: those with a paid licence and
 * the first or last name that a mailbox is made without.
 */
export function isAmbiguous(row: UserRow, licenses: TenantLicenses): boolean {
  if (!row.accountEnabled || toType(row, null) !== 'member') return false;
  return countPaid(row, licenses) === 0 || (row.givenName === null && row.surname === null);
}

function countPaid(row: UserRow, { trialOnly }: TenantLicenses): number {
  return row.assignedLicenses.filter(({ skuId }) => !isFreeSku(skuId) && !trialOnly.has(skuId.toLowerCase()))
    .length;
}

/** `userType` is null on accounts from before it existed: those are members. */
function toType(row: UserRow, purpose: string | null): UserRecord['type'] {
  if (row.userType?.toLowerCase() === 'guest' || row.userPrincipalName.toUpperCase().includes('#EXT#'))
    return 'guest';
  return row.isResourceAccount || (purpose !== null && isShared(purpose)) ? 'mailbox' : 'member';
}

function isShared(purpose: string): boolean {
  return SHARED_PURPOSES.has(purpose.toLowerCase());
}
