import type { z } from 'zod';
import type { Queryable } from '../database/connect.ts';
import type { StoredRule } from '../database/queries/rules.ts';
import { describeFilter } from '../domain/words.ts';
import type { ruleSchema } from '../http/schemas/rules.ts';
import { namesFor } from '../line-items/names.ts';

/** Rules in the API's shape, in the order given. */
export async function presentRules(
  db: Queryable,
  workspaceId: string,
  rules: readonly StoredRule[],
): Promise<z.output<typeof ruleSchema>[]> {
  const nameOf = await namesFor(
    db,
    workspaceId,
    rules.map(({ mapping: { measure } }) => ({ filter: measure?.filter ?? null })),
  );
  return rules.map((rule) => {
    const { measure, unitsPerLine, minimum, tolerance } = rule.mapping;
    return {
      id: rule.id,
      productKey: rule.productKey,
      productName: rule.productName,
      namePattern: rule.namePattern,
      organizationIds: rule.organizationIds === null ? null : [...rule.organizationIds],
      mapping: {
        integrationId: measure?.integrationId ?? null,
        metric: measure?.metric ?? null,
        filter: measure?.filter ?? null,
        filterText:
          measure === null
            ? 'not compared'
            : describeFilter(measure, (id) => nameOf(measure.integrationId, id)),
        unitsPerLine: unitsPerLine.toNumber(),
        minimum: minimum?.toNumber() ?? null,
        tolerance,
      },
      lines: rule.lines,
      madeBy: rule.madeBy,
      madeAt: rule.madeAt,
    };
  });
}
