import type { Metric } from '../../domain/inventory.ts';
import type { Mapping } from '../../domain/line-item.ts';
import type { Measure } from '../../domain/measure.ts';
import { Decimal } from '../../domain/money.ts';
import type { ProductRule, RuleMatch } from '../../domain/rules.ts';
import type { Queryable } from '../connect.ts';
import { toTolerance } from './workspaces.ts';

/** A rule with what people want to know of it. */
export type StoredRule = ProductRule & {
  productName: string | null;
  madeBy: string;
  /** Lines whose mapping it decides now. */
  lines: number;
};

type Row = {
  id: string;
  product_key: string | null;
  product_name: string | null;
  name_pattern: string | null;
  applies_to: 'all' | 'some';
  organization_ids: string[];
  integration_id: string | null;
  metric: Metric | null;
  filter: Measure['filter'] | null;
  measure_key: string | null;
  units_per_line: string;
  minimum: string | null;
  tolerance_units: string | null;
  tolerance_percent: string | null;
  made_by: string;
  made_at: Date;
  lines: number;
};

/** Every rule of the workspace, in no order. */
export async function listRules(db: Queryable, workspaceId: string): Promise<StoredRule[]> {
  const { rows } = await db.query<Row>(
    `SELECT r.*, ARRAY(SELECT o.organization_id FROM product_rule_organization o
         WHERE o.workspace_id = r.workspace_id AND o.rule_id = r.id ORDER BY 1) AS organization_ids,
       (SELECT count(*)::int FROM mapping m WHERE m.workspace_id = r.workspace_id AND m.rule_id = r.id) AS lines
     FROM product_rule r WHERE r.workspace_id = $1`,
    [workspaceId],
  );
  return rows.map(fromRow);
}

function fromRow(row: Row): StoredRule {
  const { integration_id: integrationId, metric, filter } = row;
  const measure =
    integrationId !== null && metric !== null && filter !== null
      ? ({ integrationId, metric, filter } as Measure)
      : null;
  return {
    id: row.id,
    ...matchOf(row),
    productName: row.product_name,
    organizationIds: row.applies_to === 'all' ? null : new Set(row.organization_ids),
    mapping: {
      measure,
      measureKey: row.measure_key,
      unitsPerLine: new Decimal(row.units_per_line),
      minimum: row.minimum === null ? null : new Decimal(row.minimum),
      tolerance: toTolerance(row.tolerance_units, row.tolerance_percent),
    },
    madeBy: row.made_by,
    madeAt: row.made_at.toISOString(),
    lines: row.lines,
  };
}

function matchOf({ product_key: productKey, name_pattern: namePattern }: Row): RuleMatch {
  return productKey === null
    ? { productKey, namePattern: namePattern ?? '' }
    : { productKey, namePattern: null };
}

export type RuleToWrite = RuleMatch & {
  id: string;
  productName: string | null;
  organizationIds: readonly string[] | null;
  mapping: Mapping;
};

/** Writes a rule, in place of the one with its id. @param by the name of who makes it */
export async function writeRule(
  db: Queryable,
  workspaceId: string,
  rule: RuleToWrite,
  by: string,
): Promise<void> {
  const { measure, measureKey, unitsPerLine, minimum, tolerance } = rule.mapping;
  await db.query(
    `INSERT INTO product_rule (workspace_id, id, product_key, product_name, name_pattern, applies_to, integration_id, metric,
       filter, measure_key, units_per_line, minimum, tolerance_units, tolerance_percent, made_by)
     VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)
     ON CONFLICT (workspace_id, id) DO UPDATE SET product_key = $3, product_name = $4, name_pattern = $5, applies_to = $6,
       integration_id = $7, metric = $8, filter = $9, measure_key = $10, units_per_line = $11, minimum = $12,
       tolerance_units = $13, tolerance_percent = $14, changed_at = clock_timestamp()`,
    [
      workspaceId,
      rule.id,
      rule.productKey,
      rule.productName,
      rule.namePattern,
      rule.organizationIds === null ? 'all' : 'some',
      measure?.integrationId ?? null,
      measure?.metric ?? null,
      measure === null ? null : JSON.stringify(measure.filter),
      measureKey,
      unitsPerLine.toFixed(),
      minimum?.toFixed() ?? null,
      tolerance?.units ?? null,
      tolerance?.percent ?? null,
      by,
    ],
  );
  await db.query('DELETE FROM product_rule_organization WHERE workspace_id = $1 AND rule_id = $2', [
    workspaceId,
    rule.id,
  ]);
  await db.query(
    `INSERT INTO product_rule_organization (workspace_id, rule_id, organization_id) SELECT $1, $2, unnest($3::text[])`,
    [workspaceId, rule.id, rule.organizationIds ?? []],
  );
}

/** Removes a rule. @param keepsMappings whether what it mapped stays mapped, as if a person had done it */
export async function deleteRule(
  db: Queryable,
  workspaceId: string,
  id: string,
  { keepsMappings }: { keepsMappings: boolean },
): Promise<void> {
  if (!keepsMappings) {
    await db.query('DELETE FROM mapping WHERE workspace_id = $1 AND rule_id = $2', [workspaceId, id]);
  }
  await db.query('DELETE FROM product_rule WHERE workspace_id = $1 AND id = $2', [workspaceId, id]);
}

/** The rule that decides each line's mapping, for lines that a rule decides. */
export async function listRuledLines(db: Queryable, workspaceId: string): Promise<Map<string, string>> {
  const { rows } = await db.query<{ id: string; rule: string }>(
    'SELECT line_item_id AS id, rule_id AS rule FROM mapping WHERE workspace_id = $1 AND rule_id IS NOT NULL',
    [workspaceId],
  );
  return new Map(rows.map(({ id, rule }) => [id, rule]));
}

/** Gives lines the mappings of rules. A mapping that a person decides is never replaced. */
export async function mapByRules(
  db: Queryable,
  workspaceId: string,
  lines: readonly { lineItemId: string; ruleId: string }[],
): Promise<void> {
  await db.query(
    `INSERT INTO mapping (workspace_id, line_item_id, integration_id, metric, filter, measure_key, units_per_line, minimum,
       tolerance_units, tolerance_percent, origin, decided_by, rule_id)
     SELECT $1, x."lineItemId", r.integration_id, r.metric, r.filter, r.measure_key, r.units_per_line, r.minimum,
       r.tolerance_units, r.tolerance_percent, 'rule', r.made_by, r.id
     FROM jsonb_to_recordset($2) AS x ("lineItemId" text, "ruleId" text)
     JOIN product_rule r ON r.workspace_id = $1 AND r.id = x."ruleId"
     ON CONFLICT (workspace_id, line_item_id) DO UPDATE SET integration_id = excluded.integration_id,
       metric = excluded.metric, filter = excluded.filter, measure_key = excluded.measure_key,
       units_per_line = excluded.units_per_line, minimum = excluded.minimum, tolerance_units = excluded.tolerance_units,
       tolerance_percent = excluded.tolerance_percent, origin = 'rule', decided_by = excluded.decided_by, decided_at = now(),
       rule_id = excluded.rule_id
     WHERE mapping.rule_id IS NOT NULL`,
    [workspaceId, JSON.stringify(lines)],
  );
}

/** Takes off mappings that a rule gave and no rule gives any more. */
export async function unmapRuled(
  db: Queryable,
  workspaceId: string,
  lineItemIds: readonly string[],
): Promise<void> {
  await db.query(
    'DELETE FROM mapping WHERE workspace_id = $1 AND line_item_id = ANY ($2) AND rule_id IS NOT NULL',
    [workspaceId, lineItemIds],
  );
}

/** Rules that hold for one organization hold for another too. */
export async function copyRuleOrganizations(
  db: Queryable,
  workspaceId: string,
  from: string,
  into: string,
): Promise<void> {
  await db.query(
    `INSERT INTO product_rule_organization (workspace_id, rule_id, organization_id)
     SELECT workspace_id, rule_id, $3 FROM product_rule_organization WHERE workspace_id = $1 AND organization_id = $2
     ON CONFLICT DO NOTHING`,
    [workspaceId, from, into],
  );
}
