import { measureOfKey } from '../../domain/measure.ts';
import type { Queryable } from '../connect.ts';
import { loadNames } from './names.ts';

/** What an id in an entry is called; of a SKU or product also whose id it is. */
export type NamedId = { integrationId: string | null; id: string; name: string };

type Items = { integrationId: string; ids: string[] };

/**
 * The names of the line items, rules, SKUs and products whose ids stand in what entries of the audit log say. What is gone
 * has none.
 * @param values before or after of entries
 * @returns the names of those in one of the values
 */
export async function loadNamesWithin(
  db: Queryable,
  workspaceId: string,
  values: readonly unknown[],
): Promise<(value: unknown) => NamedId[]> {
  const texts = new Set(values.flatMap((value) => [...textsWithin(value)]));
  const items = values.flatMap((value) => [...itemsWithin(value)]);
  const ofItems = await loadNames(db, workspaceId, [...new Set(items.flatMap(({ ids }) => ids))]);
  const { rows } = await db.query<{ id: string; name: string }>(
    `SELECT id, product_name AS name FROM line_item WHERE workspace_id = $1 AND id = ANY ($2)
     UNION ALL SELECT id, coalesce(product_name, name_pattern) FROM product_rule WHERE workspace_id = $1 AND id = ANY ($2)`,
    [workspaceId, [...texts]],
  );
  const names = new Map(rows.map(({ id, name }) => [id, name]));
  return (value) => [
    ...[...new Set(textsWithin(value))].flatMap((id) => named(null, id, names.get(id))),
    ...[...itemsWithin(value)].flatMap(({ integrationId, ids }) =>
      ids.flatMap((id) => named(integrationId, id, ofItems.get(`${integrationId}\n${id}`))),
    ),
  ];
}

function named(integrationId: string | null, id: string, name: string | undefined): NamedId[] {
  return name === undefined ? [] : [{ integrationId, id, name }];
}

function* textsWithin(value: unknown): Generator<string> {
  if (typeof value === 'string') yield value;
  else if (typeof value === 'object' && value !== null)
    for (const part of Object.values(value)) yield* textsWithin(part);
}

/** The SKUs and products of every measure in a value, be it written out or a measure's key. */
function* itemsWithin(value: unknown): Generator<Items> {
  if (typeof value !== 'object' || value === null) return;
  const { integrationId, filter, measureKey } = value as Record<string, unknown>;
  if (typeof measureKey === 'string') {
    yield* itemsWithin(measureOfKey(measureKey));
  } else if (typeof integrationId === 'string' && typeof filter === 'object' && filter !== null) {
    const { skuIds, productIds } = filter as Record<string, unknown>;
    const ids = [skuIds, productIds].flat().filter((id) => typeof id === 'string');
    if (ids.length > 0) yield { integrationId, ids };
  }
  for (const part of Object.values(value)) yield* itemsWithin(part);
}
