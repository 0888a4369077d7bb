import type { z } from 'zod';
import type { Queryable } from '../database/connect.ts';
import { listChangeTimes, listRecordsAt, type RecordScope } from '../database/queries/record-history.ts';
import { getRunBefore, type Run } from '../database/queries/runs.ts';
import { type Count, countRecords } from '../domain/counting/count.ts';
import type { Measure } from '../domain/measure.ts';
import { ZERO } from '../domain/money.ts';
import type { changesSchema } from '../http/schemas/reconciliation.ts';
import { byName, type EvidenceRecord, presentRecord } from './evidence-record.ts';
import { companiesOf, type Sources } from './sources.ts';

export type Changes = z.output<typeof changesSchema>;

/** A run to compare with; null: there was none yet; absent: the one before the count last changed. */
export type Since = Run | null;

/** Syncs looked back through for one that changed the count; with more, the earliest of them is compared with. */
const SYNCS_MAX = 40;

/**
 * What an organization's count of a measure gained and lost by name, against an earlier run.
 * @param now the count as it is in `sources`
 * @returns null where no earlier state is known: there was no run, or the integration had not synced by then.
 */
export async function collectChanges(
  db: Queryable,
  workspaceId: string,
  sources: Sources,
  organizationId: string,
  measure: Measure,
  now: Count,
  since?: Since,
): Promise<Changes | null> {
  const { integrationId, metric } = measure;
  const companyExternalIds = companiesOf(sources, organizationId, integrationId).map(
    ({ externalId }) => externalId,
  );
  const scope = { workspaceId, integrationId, metric, companyExternalIds };
  if (since !== undefined) {
    return since === null ? null : changesSince(db, scope, measure, now, since);
  }
  let latest: Changes | null = null;
  for (const time of await listChangeTimes(db, scope, sources.recordsAt, SYNCS_MAX)) {
    const run = await getRunBefore(db, workspaceId, time);
    latest = run === null ? null : await changesSince(db, scope, measure, now, run);
    if (latest === null || latest.added.length + latest.removed.length > 0) {
      break;
    }
  }
  return latest;
}

async function changesSince(
  db: Queryable,
  scope: RecordScope,
  measure: Measure,
  now: Count,
  run: Run,
): Promise<Changes | null> {
  const asOf = run.asOf[scope.integrationId] ?? null;
  if (asOf === null) {
    return null;
  }
  const before = countRecords(measure, await listRecordsAt(db, scope, run.createdAt), asOf);
  return {
    since: { runId: String(run.id), at: run.createdAt.toISOString() },
    added: gained(measure, before, now),
    removed: gained(measure, now, before),
  };
}

/** What counts more in one count than in the other, by the difference. */
function gained(measure: Measure, from: Count, to: Count): EvidenceRecord[] {
  const before = unitsById(from);
  return to.counted
    .flatMap(({ record, quantity }) => {
      const difference = quantity.minus(before.get(record.externalId) ?? ZERO);
      return difference.greaterThan(0) ? [presentRecord(measure, record, difference.toNumber())] : [];
    })
    .sort(byName);
}

function unitsById({ counted }: Count): Map<string, Count['total']> {
  return new Map(counted.map(({ record, quantity }) => [record.externalId, quantity]));
}
