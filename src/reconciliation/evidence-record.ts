import type { z } from 'zod';
import type { InventoryRecord } from '../domain/counting/count.ts';
import { formatDay } from '../domain/days.ts';
import type { DeviceRecord, LicenseRecord, SubscriptionRecord, UserRecord } from '../domain/inventory.ts';
import type { Measure } from '../domain/measure.ts';
import type { evidenceRecordSchema } from '../http/schemas/reconciliation.ts';

export type EvidenceRecord = z.output<typeof evidenceRecordSchema>;

/** A record as people know it. @param quantity the units it stands for */
export function presentRecord(measure: Measure, record: InventoryRecord, quantity: number): EvidenceRecord {
  const { externalId } = record;
  return {
    id: `${measure.integrationId}:${externalId}`,
    externalId,
    name: nameOf(measure, record),
    quantity,
    detail: detailOf(measure, record),
  };
}

/** The order of records in every list. */
export function byName(a: EvidenceRecord, b: EvidenceRecord): number {
  return a.name.localeCompare(b.name, 'en') || (a.id < b.id ? -1 : 1);
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
      return joined([osName ?? category, lastSeenAt === null ? 'never seen' : `seen ${dayOf(lastSeenAt)}`]);
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
      return joined([seats, status, termWords(term, termEndsAt)]);
    }
    case 'subscriptions': {
      const { quantity, rawStatus, billingTerm, termEndsAt } = record as SubscriptionRecord;
      return joined([
        String(quantity),
        rawStatus,
        billingTerm,
        termEndsAt === null ? null : `until ${dayOf(termEndsAt)}`,
      ]);
    }
  }
}

/** An ISO 8601 duration of whole years or months, as Microsoft writes the length of a commitment. */
const COMMITMENT = /^P(\d+)([YM])$/;

/** Seats of a commitment cannot be given back before its end: who sees too many of them wants to know from when on. */
function termWords(term: string | null, termEndsAt: string | null): string | null {
  const [, count, unit] = COMMITMENT.exec(term ?? '') ?? [];
  const end = termEndsAt === null ? null : dayOf(termEndsAt);
  if (count === undefined) {
    return joined([term, end === null ? null : `until ${end}`]);
  }
  const commitment = `${count}-${unit === 'Y' ? 'year' : 'month'} commitment`;
  return end === null ? commitment : `${commitment}, locked until ${end}`;
}

/** "18 Mar 2027": with the year, because what is shown may be kept. */
function dayOf(time: string): string {
  return formatDay(time.slice(0, 10), '');
}

function joined(parts: readonly (string | null)[]): string {
  return parts.filter((part) => part !== null && part !== '').join(' · ');
}
