import type { Queryable } from '../connect.ts';
import type { LineScope } from './lines-for-run.ts';

/** By organization, null for the lines of none: the digest of what its stored results were worked out from. */
export type InputDigests = Map<string | null, string>;

/** The key of lines without an organization. */
const OF_NONE = '';

export async function loadInputDigests(
  db: Queryable,
  workspaceId: string,
  scope: LineScope,
): Promise<InputDigests> {
  const { rows } = await db.query<{ id: string; digest: string }>(
    `SELECT organization_id AS id, digest FROM result_input
     WHERE workspace_id = $1 AND ($2 OR organization_id = ANY ($3))`,
    [workspaceId, scope === 'all', scope === 'all' ? [] : scope.map((id) => id ?? OF_NONE)],
  );
  return new Map(rows.map(({ id, digest }) => [id === OF_NONE ? null : id, digest]));
}

/** @param gone organizations that have no lines and no results any more */
export async function storeInputDigests(
  db: Queryable,
  workspaceId: string,
  digests: InputDigests,
  gone: readonly (string | null)[],
): Promise<void> {
  if (gone.length > 0) {
    await db.query('DELETE FROM result_input WHERE workspace_id = $1 AND organization_id = ANY ($2)', [
      workspaceId,
      gone.map((id) => id ?? OF_NONE),
    ]);
  }
  if (digests.size === 0) return;
  await db.query(
    `INSERT INTO result_input (workspace_id, organization_id, digest)
     SELECT $1, * FROM unnest($2::text[], $3::text[])
     ON CONFLICT (workspace_id, organization_id) DO UPDATE SET digest = excluded.digest`,
    [workspaceId, [...digests.keys()].map((id) => id ?? OF_NONE), [...digests.values()]],
  );
}

/** For organizations whose stored rows another organization takes over: what is left there says nothing of its inputs. */
export async function forgetInputsOfLines(
  db: Queryable,
  workspaceId: string,
  lineItemIds: readonly string[],
): Promise<void> {
  await db.query(
    `UPDATE result_input SET digest = '' WHERE workspace_id = $1 AND organization_id IN
       (SELECT coalesce(organization_id, '') FROM line_result WHERE workspace_id = $1 AND line_item_id = ANY ($2))`,
    [workspaceId, lineItemIds],
  );
}
