import type { PoolClient } from 'pg';
import { recordAudit, SYSTEM } from '../database/queries/audit.ts';
import { type LineScope, listLinesOpenToRules } from '../database/queries/lines-for-run.ts';
import {
  listRuledLines,
  listRules,
  mapByRules,
  type StoredRule,
  unmapRuled,
} from '../database/queries/rules.ts';
import type { LineItem } from '../domain/line-item.ts';
import { inOrderOfPrecedence, isOpenToRules, isSameMapping, ruleFor } from '../domain/rules.ts';

/** A line whose mapping a rule changes; rule null: no rule maps it any more. */
export type RuleChange = { line: LineItem; rule: StoredRule | null };

/**
 * Maps lines by rules, and takes off what no rule says any more. Lines that a person decided about are left alone.
 * Repeating it changes nothing.
 * @param today the calendar day in the workspace's time zone
 */
export async function applyRules(
  client: PoolClient,
  workspaceId: string,
  scope: LineScope,
  today: string,
): Promise<void> {
  const rules = await listRules(client, workspaceId);
  if (rules.length === 0) return;
  const changes = await changesBy(client, workspaceId, rules, scope, today);
  const mapped = changes.flatMap(({ line, rule }) =>
    rule === null ? [] : [{ lineItemId: line.id, ruleId: rule.id }],
  );
  const unmapped = changes.filter(({ rule }) => rule === null).map(({ line }) => line.id);
  if (mapped.length > 0) await mapByRules(client, workspaceId, mapped);
  if (unmapped.length > 0) await unmapRuled(client, workspaceId, unmapped);
  await recordAudit(client, workspaceId, SYSTEM, changes.map(toAuditEntry));
}

/** What rules would change. @param rules all that hold, in any order */
export async function changesBy(
  client: PoolClient,
  workspaceId: string,
  rules: readonly StoredRule[],
  scope: LineScope,
  today: string,
): Promise<RuleChange[]> {
  const ordered = inOrderOfPrecedence(rules);
  const ruled = await listRuledLines(client, workspaceId);
  const lines = await listLinesOpenToRules(client, workspaceId, scope);
  return lines.flatMap((line): RuleChange[] => {
    if (!isOpenToRules(line, today)) return [];
    const rule = ruleFor(line, ordered);
    const isSame =
      (ruled.get(line.id) ?? null) === (rule?.id ?? null) &&
      (rule === null || isSameMapping(line.mapping, rule.mapping));
    return isSame ? [] : [{ line, rule }];
  });
}

function toAuditEntry({ line, rule }: RuleChange) {
  const { measureKey = null, unitsPerLine } = line.mapping ?? {};
  return {
    action: rule === null ? 'mapping.delete' : 'mapping.update',
    subjectKind: 'line_item',
    subjectId: line.id,
    before: { mapping: line.mapping === null ? null : { measureKey, unitsPerLine: unitsPerLine?.toFixed() } },
    after:
      rule === null
        ? { origin: 'rule' }
        : {
            origin: 'rule',
            ruleId: rule.id,
            mapping: {
              measureKey: rule.mapping.measureKey,
              unitsPerLine: rule.mapping.unitsPerLine.toFixed(),
            },
          },
  };
}
