import type { z } from 'zod';
import type { Database } from '../database/connect.ts';
import { decodeCursor, encodeCursor } from '../database/queries/page.ts';
import { type Count, countRecords, type InventoryRecord } from '../domain/counting/count.ts';
import { findDuplicates } from '../domain/counting/devices.ts';
import type { DeviceRecord, LicenseRecord, SubscriptionRecord } from '../domain/inventory.ts';
import type { Measure } from '../domain/measure.ts';
import type { Decimal } from '../domain/money.ts';
import { Machines } from '../domain/same-machine.ts';
import type { evidenceSchema } from '../http/schemas/reconciliation.ts';
import { collectChanges, type Since } from './evidence-changes.ts';
import { byName, type EvidenceRecord, presentRecord } from './evidence-record.ts';
import { asOfOf, loadRecords, type Sources } from './sources.ts';

export type Evidence = z.output<typeof evidenceSchema>;

export type EvidencePage = { limit: number; cursor?: string | undefined; since?: Since | undefined };

/**
 * The records behind an organization's count of a measure, by the same counting as the run's, a page at a time:
 * what counts first, then what is left out with the reasons, each by name.
 * @returns them, and the units that all of them count for
 */
export async function collectEvidence(
  db: Database['pool'],
  workspaceId: string,
  sources: Sources,
  organizationId: string | null,
  measure: Measure,
  page: EvidencePage,
): Promise<{ evidence: Evidence; total: Decimal }> {
  const records =
    organizationId === null ? [] : await loadRecords(db, workspaceId, sources, organizationId, measure);
  const asOf = asOfOf(sources, measure.integrationId);
  const count = countRecords(measure, records, asOf);
  const changes =
    page.cursor === undefined && organizationId !== null
      ? await collectChanges(db, workspaceId, sources, organizationId, measure, count, page.since)
      : null;
  const shown = toPage(present(measure, count, asOf), page);
  const twins = await loadMachines(db, workspaceId, sources, organizationId, measure);
  const byId = new Map(records.map((record) => [record.externalId, record as DeviceRecord]));
  const withTwins = (record: EvidenceRecord): EvidenceRecord => {
    const device = byId.get(record.externalId);
    return twins === null || device === undefined ? record : { ...record, elsewhere: twins.twinsOf(device) };
  };
  const evidence = {
    ...shown,
    counted: shown.counted.map(withTwins),
    leftOut: shown.leftOut.map(withTwins),
    changes,
  };
  return { evidence, total: count.total };
}

/** The organization's machines in the other integrations; null where there is none to look in, and of past records. */
async function loadMachines(
  db: Database['pool'],
  workspaceId: string,
  sources: Sources,
  organizationId: string | null,
  { metric, integrationId }: Measure,
): Promise<Machines | null> {
  if (metric !== 'devices' || organizationId === null || sources.recordsAt !== null) return null;
  const devices = new Map<string, DeviceRecord[]>();
  for (const { id, isRemoved } of sources.byId.values()) {
    if (isRemoved || id === integrationId) continue;
    const other = { integrationId: id, metric };
    const found = (await loadRecords(db, workspaceId, sources, organizationId, other)) as DeviceRecord[];
    if (found.length > 0) devices.set(id, found);
  }
  return devices.size === 0 ? null : new Machines(devices);
}

function toPage({ counted, leftOut }: Presented, page: EvidencePage): Omit<Evidence, 'changes'> {
  const start = Number(decodeCursor(page.cursor, 1)?.[0] ?? 0);
  const end = start + page.limit;
  return {
    counted: counted.slice(start, end),
    leftOut: leftOut.slice(Math.max(0, start - counted.length), Math.max(0, end - counted.length)),
    countedTotal: counted.length,
    leftOutTotal: leftOut.length,
    nextCursor: end < counted.length + leftOut.length ? encodeCursor([end]) : null,
  };
}

type Presented = { counted: EvidenceRecord[]; leftOut: EvidenceRecord[] };

function present(measure: Measure, count: Count, asOf: string): Presented {
  const devices =
    measure.metric === 'devices' ? count.counted.map(({ record }) => record as DeviceRecord) : [];
  const duplicates = findDuplicates(devices);
  const counted = count.counted.map(({ record, quantity }) => {
    const other = duplicates.get(record as DeviceRecord);
    const duplicate =
      other === undefined ? '' : ` · possible duplicate of ${other.name} (same serial number)`;
    const shown = presentRecord(measure, record, quantity.toNumber());
    return { ...shown, detail: shown.detail + staleFlag(measure, record, asOf) + duplicate };
  });
  const leftOut = count.leftOut.map(({ record, reason }) => ({
    ...presentRecord(measure, record, unitsOf(measure, record)),
    reason,
  }));
  return { counted: counted.sort(byName), leftOut: leftOut.sort(byName) };
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** A device that counts though it was not seen for so long is worth a look. */
const STALE_DAYS = 30;

function staleFlag({ metric }: Measure, record: InventoryRecord, asOf: string): string {
  const lastSeenAt = metric === 'devices' ? (record as DeviceRecord).lastSeenAt : null;
  const days = lastSeenAt === null ? 0 : Math.floor((Date.parse(asOf) - Date.parse(lastSeenAt)) / DAY_MS);
  return days > STALE_DAYS ? ` · not seen for ${days} days` : '';
}

/** What a record would count with. */
function unitsOf({ metric }: Measure, record: InventoryRecord): number {
  switch (metric) {
    case 'licenses':
      return (record as LicenseRecord).purchased;
    case 'subscriptions':
      return (record as SubscriptionRecord).quantity;
    default:
      return 1;
  }
}
