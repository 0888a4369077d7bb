/** What integrations deliver: companies and the records that are counted. */

/** What can be counted; also the capability that an integration needs for it. */
export const METRICS = ['devices', 'users', 'licenses', 'subscriptions'] as const;
export type Metric = (typeof METRICS)[number];

/** What an integration can deliver. `agreements` makes it a PSA. */
export type Capability = 'agreements' | Metric;

export const DEVICE_CATEGORIES = [
  'desktop',
  'laptop',
  'server',
  'workstation',
  'network',
  'printer',
  'hypervisor',
  'vm-guest',
  'mobile',
  'other',
] as const;

/** `workstation` is a desktop or laptop that the source cannot tell apart. */
export type DeviceCategory = (typeof DEVICE_CATEGORIES)[number];

/** A vendor's idea of a client. */
export type VendorCompany = {
  externalId: string;
  name: string;
  /** E-mail and web domains the vendor knows for it, lower case. */
  domains: string[];
  /** Microsoft tenant id, where the vendor knows it. */
  tenantId: string | null;
};

type VendorRecord = {
  /** The vendor's own id, unique within the integration and the kind of record. */
  externalId: string;
  companyExternalId: string;
};

export type DeviceRecord = VendorRecord & {
  name: string;
  category: DeviceCategory;
  /** The vendor's own word for the category, as sent. */
  rawCategory: string | null;
  osName: string | null;
  serialNumber: string | null;
  /** ISO 8601 UTC; null: never seen. */
  lastSeenAt: string | null;
  /** Why the device is not billable in the source; null: it is in use (offline and suspended devices are). */
  exclusion: 'deleted' | 'decommissioned' | 'uninstalled' | 'awaiting_approval' | null;
  /** The vendor's own words for its state, as sent: "offline", "PENDING". */
  rawStatus: string | null;
};

export type UserRecord = VendorRecord & {
  userPrincipalName: string;
  displayName: string;
  department: string | null;
  enabled: boolean;
  /** `mailbox`: a service, room, equipment or shared mailbox. */
  type: 'member' | 'guest' | 'mailbox';
  /** The vendor's own word for the type, as sent. */
  rawType: string | null;
  /** Licences that are neither free nor trial; null: the source knows no licences. */
  paidLicenses: number | null;
  /** Names of all licences the user holds, free and trial ones too. */
  licenseNames: string[];
};

export type LicenseRecord = VendorRecord & {
  skuId: string;
  /** The name people know it by. */
  skuName: string;
  partNumber: string | null;
  /** Seats bought. */
  purchased: number;
  /** The SKU's seats in use; null where another record of the same SKU and company carries them, or the source does not know. */
  assigned: number | null;
  /** `unknown`: the vendor sent a status that is not understood (see rawStatus). */
  state: 'active' | 'grace' | 'suspended' | 'unknown';
  rawStatus: string | null;
  isTrial: boolean;
  /** Why its seats never count; null: they may. */
  exclusion: 'free' | 'deleted' | 'usage_based' | 'company_wide' | null;
  /** Billing term in the vendor's words ("P1Y"), where known. */
  term: string | null;
  /** ISO 8601 UTC: renewal or end of the commitment, where known. */
  termEndsAt: string | null;
};

export type SubscriptionRecord = VendorRecord & {
  productId: string;
  productName: string;
  quantity: number;
  /** `pending`: ordered, not running yet. `unknown`: not understood (see rawStatus). */
  state: 'active' | 'pending' | 'ended' | 'unknown';
  rawStatus: string | null;
  isTrial: boolean;
  /** Billing term in the vendor's words ("Monthly", "Annual"). */
  billingTerm: string | null;
  /** ISO 8601 UTC: renewal or end of the commitment, where known. */
  termEndsAt: string | null;
};

/** The type of a record, by the metric it is counted under. */
export type RecordOf = {
  devices: DeviceRecord;
  users: UserRecord;
  licenses: LicenseRecord;
  subscriptions: SubscriptionRecord;
};
