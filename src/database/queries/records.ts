import type {
  DeviceRecord,
  LicenseRecord,
  Metric,
  RecordOf,
  SubscriptionRecord,
  UserRecord,
} from '../../domain/inventory.ts';
import type { Queryable } from '../connect.ts';

/** Where the records of a metric live. */
export const TABLES: Record<Metric, string> = {
  devices: 'device',
  users: 'user_record',
  licenses: 'license',
  subscriptions: 'subscription',
};

/** The columns of each, named as the record's fields. */
const SELECTS: Record<Metric, string> = {
  devices: `SELECT external_id AS "externalId", company_external_id AS "companyExternalId", name, category,
    raw_category AS "rawCategory", os_name AS "osName", serial_number AS "serialNumber", last_seen_at AS "lastSeenAt",
    exclusion, raw_status AS "rawStatus"`,
  users: `SELECT external_id AS "externalId", company_external_id AS "companyExternalId",
    user_principal_name AS "userPrincipalName", display_name AS "displayName", department, enabled, type,
    raw_type AS "rawType", paid_licenses AS "paidLicenses", license_names AS "licenseNames"`,
  licenses: `SELECT external_id AS "externalId", company_external_id AS "companyExternalId", sku_id AS "skuId",
    sku_name AS "skuName", part_number AS "partNumber", purchased::float8 AS purchased, assigned::float8 AS assigned,
    state, raw_status AS "rawStatus", is_trial AS "isTrial", exclusion, term, term_ends_at AS "termEndsAt"`,
  subscriptions: `SELECT external_id AS "externalId", company_external_id AS "companyExternalId",
    product_id AS "productId", product_name AS "productName", quantity::float8 AS quantity, state,
    raw_status AS "rawStatus", is_trial AS "isTrial", billing_term AS "billingTerm", term_ends_at AS "termEndsAt"`,
};

/** Begins a statement that gives records of a metric. */
export function selectRecords(metric: Metric): string {
  return SELECTS[metric];
}

type Row<R> = { [Field in keyof R]: Field extends 'lastSeenAt' | 'termEndsAt' ? Date | null : R[Field] };

/**
 * The records of one metric that an integration holds for some of its companies, ordered by name of id.
 * @param companyExternalIds the vendor's own ids of the companies.
 */
export async function listRecords<M extends Metric>(
  db: Queryable,
  workspaceId: string,
  integrationId: string,
  metric: M,
  companyExternalIds: readonly string[],
): Promise<RecordOf[M][]> {
  const { rows } = await db.query<
    Row<DeviceRecord> | Row<UserRecord> | Row<LicenseRecord> | Row<SubscriptionRecord>
  >(
    `${SELECTS[metric]} FROM ${TABLES[metric]} WHERE workspace_id = $1 AND integration_id = $2 AND company_external_id = ANY ($3)
     ORDER BY external_id`,
    [workspaceId, integrationId, companyExternalIds],
  );
  return rows.map(withTimes) as RecordOf[M][];
}

/** Every column of records that is an instant. */
const TIMES = ['lastSeenAt', 'termEndsAt'] as const;

/** Instants of the driver as ISO 8601 texts. */
export function withTimes<R extends object>(row: R): R {
  const times: { [Field in (typeof TIMES)[number]]?: unknown } = row;
  for (const field of TIMES) {
    const value = times[field];
    if (value instanceof Date) times[field] = value.toISOString();
  }
  return row;
}
