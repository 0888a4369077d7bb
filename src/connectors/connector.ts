import type { VendorAgreement } from '../domain/agreement.ts';
import type {
  Capability,
  DeviceCategory,
  DeviceRecord,
  LicenseRecord,
  Metric,
  SubscriptionRecord,
  UserRecord,
  VendorCompany,
} from '../domain/inventory.ts';
import type { FileReader, UploadedFile } from './file.ts';

/** One field of a vendor's credential form; the form in the page is generated from these. */
export type CredentialField = {
  name: string;
  label: string;
  secret: boolean;
  required: boolean;
  /** Used when the field is left empty. */
  default: string | null;
  /** One sentence: where to find the value at the vendor. */
  help: string;
};

export type VendorCategory = 'psa' | 'rmm' | 'security' | 'cloud' | 'distribution' | 'file';

/** What the application gives a connector to work with. */
export type ConnectorContext = {
  /** Aborted when the sync is cancelled or the instance stops. */
  signal: AbortSignal;
  /** Whether addresses that are not public HTTPS may be called (TIEOUT_ALLOW_PRIVATE_VENDOR_URLS). */
  allowPrivateAddresses: boolean;
  /** The file that the integration reads; absent: none, or the vendor is no file. */
  file?: UploadedFile | null;
};

/** A record the vendor sent that could not be understood: counted and reported, never dropped silently. */
export type RejectedRecord = {
  kind: 'companies' | Capability;
  /** One sentence naming the field that is wrong. */
  message: string;
  /** The record as sent, without secrets, cut to a few hundred characters. */
  sample: string;
};

/** A company the source could not read; its data stay as they were and its counts become unknown. */
export type FailedCompany = { companyExternalId: string; message: string };

/**
 * A kind of record that the credentials may not read. Its absence is not believed: what is stored of it stays as it was, and
 * counts of it become unknown, while everything else of the integration is taken over.
 */
export type UnreadKind = { capability: Metric; message: string };

/** A piece of a listing. `done` and `total` count what `phase` names; total is null where the vendor does not say. */
export type Batch = {
  phase: string;
  done: number;
  total: number | null;
  companies?: VendorCompany[];
  agreements?: VendorAgreement[];
  devices?: DeviceRecord[];
  users?: UserRecord[];
  licenses?: LicenseRecord[];
  subscriptions?: SubscriptionRecord[];
  rejected?: RejectedRecord[];
  failedCompanies?: FailedCompany[];
  unread?: UnreadKind[];
};

/** A vendor, opened with one integration's credentials. */
export type VendorSession = {
  /**
   * One cheap call that proves the credentials.
   * @returns a sentence in the vendor's own words ("Signed in to Northwind IT, version 2.4").
   * @throws VendorError naming what to check.
   */
  test(): Promise<string>;
  /**
   * The complete listing of everything the vendor delivers. Reaching its end means nothing is missing;
   * a listing that cannot be completed throws.
   * @throws VendorError
   */
  read(): AsyncGenerator<Batch, void, undefined>;
};

/** What every vendor folder exports from its index.ts as `connector`. */
export type Connector = {
  /** The folder's name. */
  id: string;
  title: string;
  category: VendorCategory;
  capabilities: readonly Capability[];
  /** Device categories the vendor can tell apart; absent where it has no devices. */
  deviceCategories?: readonly DeviceCategory[];
  /** Whether the vendor says how many seats of a licence are in use (basis `assigned`). */
  knowsAssignedSeats?: boolean;
  /** Whether the vendor says when a device was last seen; absent: it does. */
  knowsLastSeen?: boolean;
  credentialFields: readonly CredentialField[];
  /** Only of the category `file`: such a vendor is not called, and each integration delivers what its file holds. */
  files?: FileReader;
  /**
   * @param credentials every field of credentialFields, defaults filled in.
   * @throws VendorError code `bad_credentials` where a required field is missing.
   */
  open(credentials: Record<string, string>, context: ConnectorContext): VendorSession;
};

export const VENDOR_ERROR_CODES = [
  'bad_credentials',
  'forbidden',
  'unreachable',
  'address_refused',
  'timeout',
  'rate_limited',
  'vendor_error',
  'bad_response',
  'response_too_large',
  'incomplete_listing',
  'cancelled',
  'no_file',
  'bad_file',
] as const;
export type VendorErrorCode = (typeof VENDOR_ERROR_CODES)[number];

/** A failure at a vendor, in words for the person who set the integration up. Carries no secret. */
export class VendorError extends Error {
  readonly code: VendorErrorCode;

  /** @param message what happened and what to check; shown to people. */
  constructor(code: VendorErrorCode, message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'VendorError';
    this.code = code;
  }
}

/** What one integration delivers. */
export type Delivery = {
  capabilities: readonly Capability[];
  deviceCategories: readonly DeviceCategory[];
  knowsAssignedSeats: boolean;
  /** Whether it is told when a device was last seen. */
  knowsLastSeen: boolean;
};

/** What an integration's file holds; of one taken over earlier it is not known whether it told when devices were seen. */
export type OwnDelivery = Omit<Delivery, 'knowsLastSeen'> & { knowsLastSeen?: boolean };

/**
 * @param connector undefined: this version does not know the vendor.
 * @param own what the integration's own file holds; null: none has been taken over, or the vendor is no file.
 */
export function deliveryOf(connector: Connector | undefined, own: OwnDelivery | null): Delivery {
  if (connector === undefined || connector.files !== undefined) {
    return { capabilities: [], deviceCategories: [], knowsAssignedSeats: false, knowsLastSeen: true, ...own };
  }
  return {
    capabilities: connector.capabilities,
    deviceCategories: connector.deviceCategories ?? [],
    knowsAssignedSeats: connector.knowsAssignedSeats ?? false,
    knowsLastSeen: connector.knowsLastSeen ?? true,
  };
}

/** The metrics among what is delivered. */
export function metricsOf({ capabilities }: Pick<Delivery, 'capabilities'>): Metric[] {
  return capabilities.filter((capability): capability is Metric => capability !== 'agreements');
}
