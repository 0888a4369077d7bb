import type { Database } from '../database/connect.ts';
import {
  getMeasureKeyAt,
  listLinkedCompaniesAt,
  listResultsOfRun,
} from '../database/queries/past-results.ts';
import type { Run } from '../database/queries/runs.ts';
import { loadSources } from '../database/queries/sources.ts';
import { type Measure, measureOfKey } from '../domain/measure.ts';
import { Decimal } from '../domain/money.ts';
import { notFound, Problem } from '../problem.ts';
import { collectEvidence, type Evidence, type EvidencePage } from './evidence.ts';
import type { Sources } from './sources.ts';

/**
 * The records behind a line's count as they were at a past run: its measure, the organization's companies and their
 * records of then. They are shown only where they still give the count that the run stored.
 * @throws Problem not-found for a line that the run does not know; refused where it was compared with nothing then, or
 * where its records can no longer be told.
 */
export async function collectPastEvidence(
  db: Database['pool'],
  workspaceId: string,
  lineItemId: string,
  run: Run,
  page: EvidencePage,
): Promise<Evidence> {
  const [result] = await listResultsOfRun(db, workspaceId, run.id, [lineItemId]);
  if (result === undefined) {
    throw notFound('a line item of this run');
  }
  const key = await getMeasureKeyAt(db, workspaceId, lineItemId, run.createdAt);
  if (key === null || result.mapped_integration_id === null) {
    throw new Problem(
      'refused',
      'This line was compared with nothing at that time, so there are no records behind it.',
    );
  }
  const measure = measureOfKey(key);
  const organizationId = result.organization_id;
  const sources = await sourcesAt(db, workspaceId, organizationId, measure, run);
  const sharing = await listResultsOfRun(db, workspaceId, run.id, result.shared_with);
  const counts = [result, ...sharing].map(({ counted }) => counted);
  const stored = counts.includes(null)
    ? null
    : counts.reduce((sum, count) => sum.plus(count ?? 0), new Decimal(0));
  const { evidence, total } = await collectEvidence(db, workspaceId, sources, organizationId, measure, page);
  if (stored !== null && !total.equals(stored)) {
    throw new Problem(
      'refused',
      `The records behind this count can no longer be told: those known of that time give ${total.toFixed()}, and the run counted ${stored.toFixed()}.`,
    );
  }
  return evidence;
}

/** The sources as they were at a run, as far as the records of one measure and organization need them. */
async function sourcesAt(
  db: Database['pool'],
  workspaceId: string,
  organizationId: string | null,
  { integrationId }: Measure,
  run: Run,
): Promise<Sources> {
  const byId = await loadSources(db, workspaceId);
  for (const [id, source] of byId) {
    const asOf = run.asOf[id] ?? null;
    byId.set(id, { ...source, lastGoodSyncAt: asOf === null ? null : new Date(asOf) });
  }
  const companies =
    organizationId === null
      ? []
      : await listLinkedCompaniesAt(db, workspaceId, organizationId, integrationId, run.createdAt);
  return {
    byId,
    companies: new Map(
      organizationId === null ? [] : [[organizationId, new Map([[integrationId, companies]])]],
    ),
    staleAfterHours: 0,
    now: run.createdAt,
    recordsAt: run.createdAt,
  };
}
