import type { Metric } from '../../domain/inventory.ts';
import { Decimal, moneyOf } from '../../domain/money.ts';
import type { Queryable } from '../connect.ts';

type Money = { amount: string; currency: string };

/** New lines of one product that are unmapped. */
export type NewProduct = {
  productKey: string;
  productName: string;
  /** No earlier line is of this product. */
  isNew: boolean;
  lines: number;
  organizations: number;
  /** A month, by currency. */
  monthlyAmounts: Money[];
  /** Lines whose monthly amount is unknown; they are in no amount. */
  linesWithoutAmount: number;
  firstSeenAt: string;
};

/** A new company that is linked to no organization. */
export type NewCompany = {
  companyId: string;
  companyName: string;
  integrationId: string;
  /** Its lines in the default PSA. */
  lines: number;
  monthlyAmounts: Money[];
  /** What a source has of it; metrics with nothing are left out. */
  records: { metric: Metric; count: number }[];
  firstSeenAt: string;
};

export type NewItems<Item> = { total: number; items: Item[] };

/** Where "new" begins: the end of a calendar day in the workspace's time zone. */
export type NewSince = { workspaceId: string; timeZone: string; day: string };

/** What the first sync of an integration brought is no news: before it nothing was known. */
const FIRST_SYNCS = `first_sync AS (
  SELECT integration_id, min(merged_at) AS merged_at FROM sync_run
  WHERE workspace_id = $1 AND merged_at IS NOT NULL GROUP BY integration_id
)`;
const SINCE = `($3::date + 1)::timestamp AT TIME ZONE $2`;

function isNewSql(row: string): string {
  return `${row}.first_seen_at >= ${SINCE} AND ${row}.first_seen_at > f.merged_at`;
}

/** The products with new unmapped lines, the most money first. @param limit items at most */
export async function listNewProducts(
  db: Queryable,
  { workspaceId, timeZone, day }: NewSince,
  limit: number,
): Promise<NewItems<NewProduct>> {
  const { rows } = await db.query<NewProduct & { total: number; amounts: AmountRow[]; at: Date }>(
    `WITH ${FIRST_SYNCS}, fresh AS (
       SELECT r.product_key, l.product_name, r.organization_id, r.currency, r.monthly_amount, l.first_seen_at
       FROM line_item l
       JOIN first_sync f ON f.integration_id = l.integration_id
       JOIN line_result r ON r.workspace_id = l.workspace_id AND r.line_item_id = l.id AND r.state = 'unmapped'
       WHERE l.workspace_id = $1 AND ${isNewSql('l')}
     ), by_currency AS (
       SELECT product_key, currency, sum(monthly_amount) AS amount, count(*) AS lines
       FROM fresh GROUP BY product_key, currency
     ), product AS (
       SELECT product_key, min(product_name) AS product_name, count(*)::int AS lines,
         count(DISTINCT organization_id)::int AS organizations,
         count(*) FILTER (WHERE monthly_amount IS NULL)::int AS without_amount, min(first_seen_at) AS at
       FROM fresh GROUP BY product_key
     )
     SELECT p.product_key AS "productKey", p.product_name AS "productName", p.lines, p.organizations,
       p.without_amount AS "linesWithoutAmount", p.at, (count(*) OVER ())::int AS total, m.amounts,
       NOT EXISTS (
         SELECT 1 FROM line_result r2
         JOIN line_item l2 ON l2.workspace_id = r2.workspace_id AND l2.id = r2.line_item_id
         JOIN first_sync f ON f.integration_id = l2.integration_id
         WHERE r2.workspace_id = $1 AND r2.product_key = p.product_key AND (${isNewSql('l2')}) IS NOT TRUE
       ) AS "isNew"
     FROM product p
     CROSS JOIN LATERAL (
       SELECT jsonb_agg(jsonb_build_object('currency', c.currency, 'amount', c.amount::text) ORDER BY c.currency)
           FILTER (WHERE c.amount IS NOT NULL) AS amounts, max(abs(c.amount)) AS largest
       FROM by_currency c WHERE c.product_key = p.product_key
     ) m
     ORDER BY m.largest DESC NULLS LAST, p.product_name LIMIT $4`,
    [workspaceId, timeZone, day, limit],
  );
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, amounts, at, ...product }) => ({
      ...product,
      monthlyAmounts: toMoneys(amounts),
      firstSeenAt: at.toISOString(),
    })),
  };
}

/** The new companies linked to no organization, by name. @param limit items at most */
export async function listNewCompanies(
  db: Queryable,
  { workspaceId, timeZone, day }: NewSince,
  limit: number,
): Promise<NewItems<NewCompany>> {
  const { rows } = await db.query<NewCompany & { total: number; amounts: AmountRow[]; at: Date }>(
    `WITH ${FIRST_SYNCS}
     SELECT c.id AS "companyId", c.name AS "companyName", c.integration_id AS "integrationId", c.first_seen_at AS at,
       (count(*) OVER ())::int AS total, billed.lines, billed.amounts, held.records
     FROM company c
     JOIN first_sync f ON f.integration_id = c.integration_id
     CROSS JOIN LATERAL (${BILLED}) billed
     CROSS JOIN LATERAL (${HELD}) held
     WHERE c.workspace_id = $1 AND ${isNewSql('c')}
       AND c.organization_id IS NULL AND NOT c.is_ignored AND NOT c.is_gone
     ORDER BY lower(c.name), c.id LIMIT $4`,
    [workspaceId, timeZone, day, limit],
  );
  return {
    total: rows[0]?.total ?? 0,
    items: rows.map(({ total: _, amounts, at, ...company }) => ({
      ...company,
      monthlyAmounts: toMoneys(amounts),
      firstSeenAt: at.toISOString(),
    })),
  };
}

const BILLED = `
  SELECT coalesce(sum(lines), 0)::int AS lines,
    jsonb_agg(jsonb_build_object('currency', currency, 'amount', amount::text) ORDER BY currency)
      FILTER (WHERE amount IS NOT NULL) AS amounts
  FROM (
    SELECT r.currency, count(*) AS lines, sum(r.monthly_amount) AS amount
    FROM agreement a
    JOIN line_item l ON l.workspace_id = a.workspace_id AND l.integration_id = a.integration_id
      AND l.agreement_external_id = a.external_id
    JOIN line_result r ON r.workspace_id = l.workspace_id AND r.line_item_id = l.id
    WHERE a.workspace_id = c.workspace_id AND a.integration_id = c.integration_id
      AND a.company_external_id = c.external_id
    GROUP BY r.currency
  ) by_currency`;

const METRICS: readonly (readonly [Metric, string])[] = [
  ['devices', 'device'],
  ['users', 'user_record'],
  ['licenses', 'license'],
  ['subscriptions', 'subscription'],
];

const HELD = `
  SELECT coalesce(jsonb_agg(jsonb_build_object('metric', metric, 'count', count) ORDER BY metric), '[]') AS records
  FROM (${METRICS.map(
    ([metric, table]) => `
    SELECT '${metric}' AS metric, count(*) AS count FROM ${table} t
    WHERE t.workspace_id = c.workspace_id AND t.integration_id = c.integration_id
      AND t.company_external_id = c.external_id`,
  ).join(' UNION ALL ')}) counts WHERE count > 0`;

type AmountRow = { currency: string; amount: string };

function toMoneys(rows: readonly AmountRow[] | null): Money[] {
  return (rows ?? []).map(({ currency, amount }) => moneyOf(new Decimal(amount), currency));
}
