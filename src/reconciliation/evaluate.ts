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
  const groups = groupByOrganization(lines);
  const today = dayIn(workspace.timeZone, sources.now);
  for (let start = 0; start < groups.length; start += CHUNK) {
    const chunk = groups.slice(start, start + CHUNK);
    const wanted = chunk.flatMap((group) => group.lines.flatMap(({ mapping }) => mapping?.measure ?? []));
    const organizationIds = chunk.flatMap(({ organizationId }) => organizationId ?? []);
    const recordsOf = await loadRecords(db, workspace.id, sources, organizationIds, wanted);
    for (const group of chunk) {
      yield reconcileOrganization({
        lines: group.lines,
        today,
        tolerance: workspace.tolerance,
        countOf: countOnce((measure) => countFor(sources, recordsOf, group.organizationId, measure)),
      });
    }
  }
}

type Group = { organizationId: string | null; lines: LineItem[] };

/** Lines without an organization have nothing in common but that: each of their agreements stands alone. */
function groupByOrganization(lines: readonly LineItem[]): Group[] {
  const keyOf = ({ organizationId, agreement }: LineItem) => organizationId ?? `agreement ${agreement.id}`;
  return [...Map.groupBy(lines, keyOf).values()].map((group) => ({
    organizationId: group[0]?.organizationId ?? null,
    lines: group,
  }));
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
