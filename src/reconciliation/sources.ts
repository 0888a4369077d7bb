import type { Queryable } from '../database/connect.ts';
import { listRecordsAt } from '../database/queries/record-history.ts';
import { listRecords } from '../database/queries/records.ts';
import {
  type LinkedCompany,
  listLinkedCompanies,
  loadSources,
  type Source,
} from '../database/queries/sources.ts';
import type { InventoryRecord } from '../domain/counting/count.ts';
import type { Metric } from '../domain/inventory.ts';
import type { Measure } from '../domain/measure.ts';
import type { UnknownReason } from '../domain/status.ts';

const HOUR_MS = 60 * 60 * 1000;

/** The sources of a workspace and which companies of theirs belong to which organization, at one time. */
export type Sources = {
  byId: ReadonlyMap<string, Source>;
  /** By organization id, then integration id. */
  companies: ReadonlyMap<string, ReadonlyMap<string, readonly LinkedCompany[]>>;
  staleAfterHours: number;
  now: Date;
  /** Records as they were at a time; null: the present ones. */
  recordsAt: Date | null;
};

export async function loadSourcesFor(
  db: Queryable,
  workspaceId: string,
  organizationIds: 'all' | readonly string[],
  staleAfterHours: number,
  now: Date,
): Promise<Sources> {
  const byId = await loadSources(db, workspaceId);
  const companies = new Map<string, Map<string, LinkedCompany[]>>();
  for (const company of await listLinkedCompanies(db, workspaceId, organizationIds)) {
    const ofOrganization = companies.get(company.organizationId) ?? new Map<string, LinkedCompany[]>();
    companies.set(company.organizationId, ofOrganization);
    ofOrganization.set(company.integrationId, [
      ...(ofOrganization.get(company.integrationId) ?? []),
      company,
    ]);
  }
  return { byId, companies, staleAfterHours, now, recordsAt: null };
}

/** Companies of an integration that belong to an organization. */
export function companiesOf(
  sources: Sources,
  organizationId: string | null,
  integrationId: string,
): readonly LinkedCompany[] {
  return organizationId === null ? [] : (sources.companies.get(organizationId)?.get(integrationId) ?? []);
}

/**
 * Why an integration gives no count of a metric for an organization (domain.md section 4); null: its count is known.
 * A list that the credentials may not read is part of the sync that failed.
 */
export function unknownReason(
  sources: Sources,
  organizationId: string | null,
  { integrationId, metric }: { integrationId: string; metric: Metric },
): UnknownReason | null {
  const source = sources.byId.get(integrationId);
  if (source === undefined || source.isRemoved) {
    return 'integration_removed';
  }
  if (source.lastGoodSyncAt === null) {
    return source.trouble ?? 'never_synced';
  }
  const companies = companiesOf(sources, organizationId, integrationId);
  if (companies.length === 0) {
    return 'no_company';
  }
  if (source.trouble !== null) {
    return source.trouble;
  }
  if (source.unread.includes(metric) || companies.some((company) => company.hasFailed)) {
    return 'sync_failed';
  }
  return isStale(source.lastGoodSyncAt, sources) ? 'stale' : null;
}

/** Whether data of a time are older than the workspace allows. */
export function isStale(
  lastGoodSyncAt: Date,
  { staleAfterHours, now }: Pick<Sources, 'staleAfterHours' | 'now'>,
): boolean {
  return now.getTime() - lastGoodSyncAt.getTime() > staleAfterHours * HOUR_MS;
}

/** When the next source becomes stale; null where none is left to. */
export function nextStaleAt(sources: Sources): Date | null {
  const times = [...sources.byId.values()]
    .filter((source) => source.lastGoodSyncAt !== null && !source.isRemoved)
    .map((source) => (source.lastGoodSyncAt?.getTime() ?? 0) + sources.staleAfterHours * HOUR_MS + 1)
    .filter((time) => time > sources.now.getTime());
  return times.length === 0 ? null : new Date(Math.min(...times));
}

/** The time of a source's data, which ages are counted from. */
export function asOfOf(sources: Sources, integrationId: string): string {
  return (sources.byId.get(integrationId)?.lastGoodSyncAt ?? sources.now).toISOString();
}

/** The records of a measure's metric and integration that belong to one organization. */
export async function loadRecords(
  db: Queryable,
  workspaceId: string,
  sources: Sources,
  organizationId: string,
  { integrationId, metric }: Pick<Measure, 'integrationId' | 'metric'>,
): Promise<InventoryRecord[]> {
  const companyExternalIds = companiesOf(sources, organizationId, integrationId).map(
    ({ externalId }) => externalId,
  );
  return sources.recordsAt === null
    ? listRecords(db, workspaceId, integrationId, metric, companyExternalIds)
    : listRecordsAt(db, { workspaceId, integrationId, metric, companyExternalIds }, sources.recordsAt);
}
