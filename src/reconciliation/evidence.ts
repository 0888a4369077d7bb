import type { z } from 'zod';
import type { Database } from '../database/connect.ts';
import { decodeCursor, encodeCursor } from '../database/queries/page.ts';
import { type Count, countRecords, type InventoryRecord } from '../domain/counting/count.ts';
import { findDuplicates } from '../domain/counting/devices.ts';
import type { DeviceRecord, LicenseRecord, SubscriptionRecord, UserRecord } from '../domain/inventory.ts';
import type { Measure } from '../domain/measure.ts';
import type { evidenceRecordSchema, evidenceSchema } from '../http/schemas/reconciliation.ts';
import { asOfOf, loadRecords, type Sources } from './sources.ts';

export type Evidence = z.output<typeof evidenceSchema>;
type EvidenceRecord = z.output<typeof evidenceRecordSchema>;

/**
 * The records behind an organization's count of a measure, by the same counting as the run's, a page at a time:
 * what counts first, then what is left out with the reasons, each by name.
 */
export async function collectEvidence(
  db: Database['pool'],
  workspaceId: string,
  sources: Sources,
  organizationId: string | null,
  measure: Measure,
  page: { limit: number; cursor?: string | undefined },
): Promise<Evidence> {
  const records =
    organizationId === null ? [] : await loadRecords(db, workspaceId, sources, organizationId, measure);
  const count = countRecords(measure, records, asOfOf(sources, measure.integrationId));
  return toPage(present(measure, count), page);
}

function toPage(
  { counted, leftOut }: Presented,
  page: { limit: number; cursor?: string | undefined },
): Evidence {
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

function present(measure: Measure, count: Count): Presented {
  const devices =
    measure.metric === 'devices' ? count.counted.map(({ record }) => record as DeviceRecord) : [];
  const duplicates = findDuplicates(devices);
  const counted = count.counted.map(({ record, quantity }) => {
    const other = duplicates.get(record as DeviceRecord);
    const flag = other === undefined ? '' : ` · possible duplicate of ${other.name} (same serial number)`;
    return {
      ...identify(measure, record),
      quantity: quantity.toNumber(),
      detail: detailOf(measure, record) + flag,
    };
  });
  const leftOut = count.leftOut.map(({ record, reason }) => ({
    ...identify(measure, record),
    quantity:
      measure.metric === 'licenses' ? (record as LicenseRecord).purchased : quantityOfOne(measure, record),
    detail: detailOf(measure, record),
    reason,
  }));
  return { counted: counted.sort(byName), leftOut: leftOut.sort(byName) };
}

function quantityOfOne(measure: Measure, record: InventoryRecord): number {
  return measure.metric === 'subscriptions' ? (record as SubscriptionRecord).quantity : 1;
}

function byName(a: EvidenceRecord, b: EvidenceRecord): number {
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
}

function identify(
  measure: Measure,
  record: InventoryRecord,
): Pick<EvidenceRecord, 'id' | 'externalId' | 'name'> {
  const { externalId } = record;
  return { id: `${measure.integrationId}:${externalId}`, externalId, name: nameOf(measure, record) };
}

function nameOf({ metric }: Measure, record: InventoryRecord): string {
  switch (metric) {
    case 'devices':
      return (record as DeviceRecord).name;
    case 'users':
      return (record as UserRecord).displayName;
    case 'licenses':
      return (record as LicenseRecord).skuName;
    case 'subscriptions':
      return (record as SubscriptionRecord).productName;
  }
}

/** What tells one record from another at a glance. Times are days, UTC. */
function detailOf({ metric }: Measure, record: InventoryRecord): string {
  switch (metric) {
    case 'devices': {
      const { category, osName, lastSeenAt } = record as DeviceRecord;
      return joined([
        osName ?? category,
        lastSeenAt === null ? 'never seen' : `seen ${lastSeenAt.slice(0, 10)}`,
      ]);
    }
    case 'users': {
      const { userPrincipalName, licenseNames } = record as UserRecord;
      return joined([userPrincipalName, licenseNames.join(', ')]);
    }
    case 'licenses': {
      const { purchased, assigned, term, termEndsAt, isTrial, state } = record as LicenseRecord;
      const seats =
        assigned === null ? `${purchased} purchased` : `${purchased} purchased, ${assigned} assigned`;
      const status = isTrial ? 'trial' : state === 'active' ? null : state;
      return joined([seats, status, term, termEndsAt === null ? null : `until ${termEndsAt.slice(0, 10)}`]);
    }
    case 'subscriptions': {
      const { quantity, rawStatus, billingTerm, termEndsAt } = record as SubscriptionRecord;
      return joined([
        String(quantity),
        rawStatus,
        billingTerm,
        termEndsAt === null ? null : `until ${termEndsAt.slice(0, 10)}`,
      ]);
    }
  }
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}
