import { Decimal, moneyOf } from '../../domain/money.ts';
import type { Queryable } from '../connect.ts';

type MoneyText = { amount: string; currency: string };

/** What is billed wrongly for one organization in one currency; both amounts positive, never netted. */
export type OrganizationFindings = {
  organizationId: string | null;
  organizationName: string | null;
  discrepancies: number;
  underBilled: MoneyText;
  overBilled: MoneyText;
};

/**
 * The organizations with the most money in discrepancies, a row a currency; without organization: the lines of companies
 * linked to none.
 * @param limit rows at most
 */
export async function listTopOrganizations(
  db: Queryable,
  workspaceId: string,
  limit: number,
): Promise<OrganizationFindings[]> {
  const { rows } = await db.query<{
    id: string | null;
    name: string | null;
    currency: string;
    lines: number;
    under: string;
    over: string;
  }>(
    `SELECT t.id, o.name, t.currency, t.lines, t.under::text, t.over::text
     FROM (SELECT organization_id AS id, currency, count(*)::int AS lines,
             coalesce(sum(impact) FILTER (WHERE status = 'under_billed'), 0) AS under,
             coalesce(sum(-impact) FILTER (WHERE status = 'over_billed'), 0) AS over
           FROM line_result WHERE workspace_id = $1 AND status IN ('under_billed', 'over_billed')
           GROUP BY organization_id, currency) t
     LEFT JOIN organization o ON o.workspace_id = $1 AND o.id = t.id
     ORDER BY t.under + t.over DESC, o.name, t.currency LIMIT $2`,
    [workspaceId, limit],
  );
  return rows.map(({ id, name, currency, lines, under, over }) => ({
    organizationId: id,
    organizationName: name,
    discrepancies: lines,
    underBilled: moneyOf(new Decimal(under), currency),
    overBilled: moneyOf(new Decimal(over), currency),
  }));
}
