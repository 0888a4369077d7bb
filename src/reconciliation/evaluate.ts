import type { Queryable } from '../database/connect.ts';
import type { Workspace } from '../database/queries/workspaces.ts';
import { dayIn } from '../domain/days.ts';
import type { LineItem } from '../domain/line-item.ts';
import { type LineResult, reconcileOrganization } from '../domain/reconcile.ts';
import { countFor, loadRecords, type Sources } from './sources.ts';

/** Organizations whose records are held in memory at a time. */
const CHUNK = 200;

/**
 * Reconciles lines, organization by organization: the one way from lines and records to results, for a run over all,
 * a run over one changed organization, and a preview.
 * @param lines every line of the organizations they belong to.
 */
export async function* evaluate(
  db: Queryable,
  workspace: Workspace,
  sources: Sources,
  lines: readonly LineItem[],
): AsyncGenerator<LineResult[]> {
  const byOrganization = Map.groupBy(lines, (line) => line.organizationId);
  const organizationIds = [...byOrganization.keys()];
  const today = dayIn(workspace.timeZone, sources.now);
  for (let start = 0; start < organizationIds.length; start += CHUNK) {
    const chunk = organizationIds.slice(start, start + CHUNK);
    const chunkLines = chunk.flatMap((id) => byOrganization.get(id) ?? []);
    const wanted = chunkLines.flatMap(({ mapping }) => mapping?.measure ?? []);
    const known = chunk.filter((id): id is string => id !== null);
    const recordsOf = await loadRecords(db, workspace.id, sources, known, wanted);
    for (const organizationId of chunk) {
      yield reconcileOrganization({
        lines: byOrganization.get(organizationId) ?? [],
        today,
        tolerance: workspace.tolerance,
        countOf: countOnce((measure) => countFor(sources, recordsOf, organizationId, measure)),
      });
    }
  }
}

type CountOf = Parameters<typeof reconcileOrganization>[0]['countOf'];

/** Lines of different products with one measure are each owed the same count: it is taken once. */
function countOnce(count: (measure: Parameters<CountOf>[0]) => ReturnType<CountOf>): CountOf {
  const outcomes = new Map<string, ReturnType<CountOf>>();
  return (measure, measureKey) => {
    const outcome = outcomes.get(measureKey) ?? count(measure);
    outcomes.set(measureKey, outcome);
    return outcome;
  };
}
