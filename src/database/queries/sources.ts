import type { Metric } from '../../domain/inventory.ts';
import type { UnknownReason } from '../../domain/status.ts';
import type { Queryable } from '../connect.ts';
import type { StoredDelivery } from './integrations.ts';

/** An integration as a source of counts. */
export type Source = {
  id: string;
  vendor: string;
  name: string;
  lastGoodSyncAt: Date | null;
  trouble: Extract<UnknownReason, 'sync_failed' | 'sync_held'> | null;
  isRemoved: boolean;
  /** What its credentials may not read: counts of it are unknown. */
  unread: Metric[];
  /** What its file holds; null: none was taken over, or it reads no files. */
  delivers: StoredDelivery | null;
};

/** Every integration of the workspace, removed ones too, by id. */
export async function loadSources(db: Queryable, workspaceId: string): Promise<Map<string, Source>> {
  const { rows } = await db.query<Source>(
    `SELECT id, vendor, name, last_good_sync_at AS "lastGoodSyncAt", trouble, removed_at IS NOT NULL AS "isRemoved", delivers,
       ARRAY(SELECT jsonb_array_elements(unread) ->> 'capability') AS unread
     FROM integration WHERE workspace_id = $1`,
    [workspaceId],
  );
  return new Map(rows.map((row) => [row.id, row]));
}

/** A company that belongs to an organization and is still listed by its vendor. */
export type LinkedCompany = {
  integrationId: string;
  externalId: string;
  organizationId: string;
  /** The last sync could not read this company alone. */
  hasFailed: boolean;
};

/** @param organizationIds 'all', or the organizations asked for. */
export async function listLinkedCompanies(
  db: Queryable,
  workspaceId: string,
  organizationIds: 'all' | readonly string[],
): Promise<LinkedCompany[]> {
  const { rows } = await db.query<LinkedCompany>(
    `SELECT integration_id AS "integrationId", external_id AS "externalId", organization_id AS "organizationId",
       failed_message IS NOT NULL AS "hasFailed"
     FROM company
     WHERE workspace_id = $1 AND organization_id IS NOT NULL AND NOT is_gone AND ($2 OR organization_id = ANY ($3))`,
    [workspaceId, organizationIds === 'all', organizationIds === 'all' ? [] : organizationIds],
  );
  return rows;
}
