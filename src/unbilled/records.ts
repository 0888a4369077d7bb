import type { z } from 'zod';
import { decodeCursor, encodeCursor, type Page } from '../database/queries/page.ts';
import { type EstatePart, type EstateRecord, usualMeasure } from '../domain/estate.ts';
import type { Metric } from '../domain/inventory.ts';
import type { estateRecordSchema } from '../http/schemas/unbilled.ts';
import { Problem } from '../problem.ts';
import { byName, presentRecord } from '../reconciliation/evidence-record.ts';
import { kindOf } from './groups.ts';
import { readEstates, type UnbilledContext } from './unbilled.ts';

type PresentedRecord = z.output<typeof estateRecordSchema>;

type RecordsQuery = {
  integrationId: string;
  metric: Metric;
  part?: EstatePart | undefined;
  kind?: string | undefined;
  limit: number;
  cursor?: string | undefined;
};

/**
 * The records of one source of an organization, by name.
 * @throws Problem not-found; refused where what the source holds is not known
 */
export async function listEstateRecords(
  context: UnbilledContext,
  workspaceId: string,
  organizationId: string,
  { integrationId, metric, part, kind, limit, cursor }: RecordsQuery,
): Promise<Page<PresentedRecord>> {
  const estates = await readEstates(context, workspaceId, organizationId);
  const estate = estates.find((one) => one.integrationId === integrationId && one.metric === metric);
  if (estate !== undefined && !estate.isKnown) {
    throw new Problem(
      'refused',
      'What this source holds of the organization is not known: it was not synced, or its last sync did not come in.',
    );
  }
  const shown = (estate?.records ?? [])
    .filter((one) => part === undefined || one.part === part)
    .map((one) => present(integrationId, metric, one))
    .filter((one) => kind === undefined || one.kind === kind)
    .sort(byName);
  const start = Number(decodeCursor(cursor, 1)?.[0] ?? 0);
  const end = start + limit;
  return {
    items: shown.slice(start, end),
    nextCursor: end < shown.length ? encodeCursor([end]) : null,
    total: shown.length,
  };
}

function present(integrationId: string, metric: Metric, one: EstateRecord): PresentedRecord {
  const { record, part, quantity, billings, reason } = one;
  return {
    ...presentRecord(usualMeasure(integrationId, metric), record, quantity.toNumber()),
    part,
    kind: kindOf(metric, record).kind,
    lines: billings.flatMap(({ lines }) =>
      lines.map(({ id, productName }) => ({ lineItemId: id, productName })),
    ),
    isIgnored: reason?.code === 'ignored',
    ...(reason === null ? {} : { reason }),
  };
}
