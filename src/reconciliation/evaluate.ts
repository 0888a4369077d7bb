import { groupOf } from '../database/queries/lines-for-run.ts';
import type { Workspace } from '../database/queries/workspaces.ts';
import { dayIn } from '../domain/days.ts';
import type { LineItem } from '../domain/line-item.ts';
import type { Measure } from '../domain/measure.ts';
import { type CountOutcome, type LineResult, reconcileOrganization } from '../domain/reconcile.ts';
import { CODE_DIGEST } from './code-digest.ts';
import type { Counts } from './counts.ts';
import { type Sources, unknownReason } from './sources.ts';

/** Reconciles organizations of a workspace, each given with every line of its. */
export class Evaluation {
  readonly #counts: Counts;
  readonly #workspace: Workspace;
  readonly #sources: Sources;
  readonly #today: string;
  /** What the results of every organization depend on, as a text. */
  readonly sharedInputs: string;

  /** @param counts of every measure of the lines that are to come */
  constructor(counts: Counts, workspace: Workspace, sources: Sources) {
    this.#counts = counts;
    this.#workspace = workspace;
    this.#sources = sources;
    this.#today = dayIn(workspace.timeZone, sources.now);
    this.sharedInputs = JSON.stringify([CODE_DIGEST, this.#today, workspace.tolerance]);
  }

  /**
   * The one way from lines and records to results, for a run over all, a run over one changed organization, and a preview.
   * @param lines every line of the organizations they belong to
   * @returns the results of each organization
   */
  reconcile(lines: readonly LineItem[]): LineResult[][] {
    return groupByOrganization(lines).map((group) =>
      reconcileOrganization({
        lines: group.lines,
        today: this.#today,
        tolerance: this.#workspace.tolerance,
        countOf: (measure, measureKey) => this.#countOf(group.organizationId, measure, measureKey),
      }),
    );
  }

  /** An organization's count of a measure as a text, equal for equal outcomes. */
  countTextOf(organizationId: string | null, measure: Measure, measureKey: string): string {
    const reason = unknownReason(this.#sources, organizationId, measure);
    return reason === null && organizationId !== null
      ? this.#counts.textOf(organizationId, measureKey)
      : (reason ?? 'no_company');
  }

  /** An organization's count of a measure: a number, or why there is none. */
  #countOf(organizationId: string | null, measure: Measure, measureKey: string): CountOutcome {
    const reason = unknownReason(this.#sources, organizationId, measure);
    if (reason !== null || organizationId === null) {
      return { isKnown: false, reason: reason ?? 'no_company' };
    }
    return { isKnown: true, total: this.#counts.get(organizationId, measureKey) };
  }
}

type Group = { organizationId: string | null; lines: LineItem[] };

function groupByOrganization(lines: readonly LineItem[]): Group[] {
  return [...Map.groupBy(lines, groupOf).values()].map((group) => ({
    organizationId: group[0]?.organizationId ?? null,
    lines: group,
  }));
}
