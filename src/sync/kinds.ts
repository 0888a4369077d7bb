import type { Batch, UnreadKind } from '../connectors/connector.ts';
import type { CopyValue } from '../database/copy-text.ts';
import type { StagedTable } from '../database/queries/staging.ts';
import type { VendorAgreement, VendorLineItem } from '../domain/agreement.ts';
import type {
  Capability,
  DeviceRecord,
  LicenseRecord,
  SubscriptionRecord,
  UserRecord,
  VendorCompany,
} from '../domain/inventory.ts';

/** One kind of record a sync replaces, with the way from what a connector delivers to its table. */
export type Kind = StagedTable & {
  /** The capability that delivers it; null: every vendor does. */
  capability: Capability | null;
  idPrefix: string;
  /** The rows of a batch: external id, then values in the order of `columns`. */
  rowsOf: (batch: Batch) => { externalId: string; values: CopyValue[] }[];
};

/** The kinds whose listing can be believed: nothing of an unread one is taken over, nor missed. */
export function readKinds(kinds: readonly Kind[], unread: readonly UnreadKind[]): Kind[] {
  return kinds.filter(({ capability }) => !unread.some((one) => one.capability === capability));
}

type Declaration<Delivered extends { externalId: string }> = Pick<
  Kind,
  'kind' | 'table' | 'capability' | 'company'
> & {
  /** Fields of the record; columns have the same names in snake case. */
  fields: readonly Exclude<keyof Delivered & string, 'externalId' | 'lineItems'>[];
  records: (batch: Batch) => readonly Delivered[];
  /** Set where other tables refer to rows, which are then marked as gone instead of deleted. */
  idPrefix?: string;
};

function declare<Delivered extends { externalId: string }>(declared: Declaration<Delivered>): Kind {
  const { fields, records, idPrefix, ...rest } = declared;
  return {
    ...rest,
    columns: fields.map(toColumn),
    hasOwnId: idPrefix !== undefined,
    absent: idPrefix === undefined ? 'delete' : 'mark',
    idPrefix: idPrefix ?? '',
    rowsOf: (batch) =>
      records(batch).map((record) => ({
        externalId: record.externalId,
        values: fields.map((field) => record[field] as CopyValue),
      })),
  };
}

/** `osName` → `os_name`. */
function toColumn(field: string): string {
  return field.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

type LineOfAgreement = VendorLineItem & { agreementExternalId: string };

/** Of two copies of an agreement in one batch the last counts, with its lines. */
function agreementsOf(batch: Batch): VendorAgreement[] {
  return [
    ...new Map((batch.agreements ?? []).map((agreement) => [agreement.externalId, agreement])).values(),
  ];
}

function linesOf(batch: Batch): LineOfAgreement[] {
  return agreementsOf(batch).flatMap(({ externalId, lineItems }) =>
    lineItems.map((line) => ({ ...line, agreementExternalId: externalId })),
  );
}

/** Every kind, in the order in which they are staged and merged: companies first, agreements before their lines. */
const KINDS: readonly Kind[] = [
  declare<VendorCompany>({
    kind: 'companies',
    table: 'company',
    capability: null,
    company: 'self',
    idPrefix: 'com',
    fields: ['name', 'domains', 'tenantId'],
    records: (batch) => batch.companies ?? [],
  }),
  declare<VendorAgreement>({
    kind: 'agreements',
    table: 'agreement',
    capability: 'agreements',
    company: 'column',
    idPrefix: 'agr',
    fields: [
      'companyExternalId',
      'name',
      'status',
      'startDate',
      'endDate',
      'cancelledDate',
      'billingCycle',
      'billingCycleRaw',
      'currency',
      'parentExternalId',
      'url',
    ],
    records: agreementsOf,
  }),
  declare<LineOfAgreement>({
    kind: 'lineItems',
    table: 'line_item',
    capability: 'agreements',
    company: 'agreement',
    idPrefix: 'line',
    fields: [
      'agreementExternalId',
      'productId',
      'productName',
      'description',
      'quantity',
      'includedQuantity',
      'minimumQuantity',
      'unitPrice',
      'extendedAmount',
      'quantitySource',
      'quantitySourceRaw',
      'isHeading',
      'isActive',
      'billingType',
      'billingCycle',
      'effectiveFrom',
      'effectiveTo',
    ],
    records: linesOf,
  }),
  declare<DeviceRecord>({
    kind: 'devices',
    table: 'device',
    capability: 'devices',
    company: 'column',
    fields: [
      'companyExternalId',
      'name',
      'category',
      'rawCategory',
      'osName',
      'serialNumber',
      'lastSeenAt',
      'exclusion',
      'rawStatus',
    ],
    records: (batch) => batch.devices ?? [],
  }),
  declare<UserRecord>({
    kind: 'users',
    table: 'user_record',
    capability: 'users',
    company: 'column',
    fields: [
      'companyExternalId',
      'userPrincipalName',
      'displayName',
      'department',
      'enabled',
      'type',
      'rawType',
      'paidLicenses',
      'licenseNames',
    ],
    records: (batch) => batch.users ?? [],
  }),
  declare<LicenseRecord>({
    kind: 'licenses',
    table: 'license',
    capability: 'licenses',
    company: 'column',
    fields: [
      'companyExternalId',
      'skuId',
      'skuName',
      'partNumber',
      'purchased',
      'assigned',
      'state',
      'rawStatus',
      'isTrial',
      'exclusion',
      'term',
      'termEndsAt',
    ],
    records: (batch) => batch.licenses ?? [],
  }),
  declare<SubscriptionRecord>({
    kind: 'subscriptions',
    table: 'subscription',
    capability: 'subscriptions',
    company: 'column',
    fields: [
      'companyExternalId',
      'productId',
      'productName',
      'quantity',
      'state',
      'rawStatus',
      'isTrial',
      'billingTerm',
      'termEndsAt',
    ],
    records: (batch) => batch.subscriptions ?? [],
  }),
];

/** The kinds a vendor delivers; rows of other kinds it cannot have. */
export function kindsOf(capabilities: readonly Capability[]): Kind[] {
  return KINDS.filter(({ capability }) => capability === null || capabilities.includes(capability));
}

const WORDS: Record<string, string> = { lineItems: 'line items' };

/** A kind's name in a sentence. */
export function kindInWords(kind: string): string {
  return WORDS[kind] ?? kind;
}
