import type { Queryable } from '../database/connect.ts';
import type { LineItemRow } from '../database/queries/line-items.ts';
import { loadNames } from '../database/queries/names.ts';
import type { Measure } from '../domain/measure.ts';
import type { NameOf } from './present.ts';

/** The names of the SKUs and products that the mappings of some rows select. */
export async function namesFor(
  db: Queryable,
  workspaceId: string,
  rows: readonly Pick<LineItemRow, 'filter'>[],
): Promise<NameOf> {
  const ids = new Set(rows.flatMap(({ filter }) => (filter === null ? [] : selectedIds(filter))));
  const names = await loadNames(db, workspaceId, [...ids]);
  return (integrationId, id) => names.get(`${integrationId}\n${id}`) ?? id;
}

function selectedIds(filter: Measure['filter']): string[] {
  if ('skuIds' in filter) {
    return filter.skuIds;
  }
  return 'productIds' in filter ? filter.productIds : [];
}
