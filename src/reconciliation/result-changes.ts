import { hash } from 'node:crypto';
import type { PoolClient } from 'pg';
import type { LineScope } from '../database/queries/lines-for-run.ts';
import { forgetInputsOfLines } from '../database/queries/result-inputs.ts';
import {
  insertResults,
  listStoredResults,
  loadDigests,
  loadDigestsOf,
  type ResultRow,
  removeResults,
  type StoredResult,
} from '../database/queries/results.ts';

type Run = { id: number; createdAt: Date };

/** What a run changes of the stored results: rows that say the same as before are left as they are. */
export class ResultChanges {
  readonly isOverAll: boolean;
  changedRows = 0;
  /** The rows replaced or removed and those that took their place; kept by a run over some organizations only. */
  readonly before: StoredResult[] = [];
  readonly after: ResultRow[] = [];
  readonly #client: PoolClient;
  readonly #workspaceId: string;
  readonly #run: Run;
  /** By line: what is stored in the scope, of lines whose rows have not been applied. */
  readonly #digests: Map<string, string>;

  private constructor(
    client: PoolClient,
    workspaceId: string,
    run: Run,
    scope: LineScope,
    digests: Map<string, string>,
  ) {
    this.#client = client;
    this.#workspaceId = workspaceId;
    this.#run = run;
    this.isOverAll = scope === 'all';
    this.#digests = digests;
  }

  static async begin(
    client: PoolClient,
    workspaceId: string,
    run: Run,
    scope: LineScope,
  ): Promise<ResultChanges> {
    return new ResultChanges(client, workspaceId, run, scope, await loadDigests(client, workspaceId, scope));
  }

  /** Stores those of the rows that say something new. */
  async apply(rows: readonly ResultRow[]): Promise<void> {
    await this.#learnOfMoved(rows);
    const changed: (ResultRow & { digest: string })[] = [];
    const stored: string[] = [];
    for (const row of rows) {
      const id = row.line_item_id;
      const known = this.#digests.get(id);
      this.#digests.delete(id);
      const digest = digestOf(row);
      if (known === digest) continue;
      changed.push({ ...row, digest });
      if (known !== undefined) stored.push(id);
    }
    if (changed.length === 0) return;
    const replaced = stored.length === 0 ? [] : await this.#stored(stored);
    const before = new Map(replaced.map((row) => [row.line_item_id, row]));
    const after = changed.map((row) => ({
      ...row,
      run_id: this.#run.id,
      ...sinceOf(row, before.get(row.line_item_id), this.#run),
    }));
    if (stored.length > 0) await removeResults(this.#client, this.#workspaceId, this.#run.id, stored);
    await insertResults(this.#client, this.#workspaceId, after);
    this.#note(replaced, changed, changed.length);
  }

  /** Removes the rows of lines that no longer exist in the scope. To be called when all rows were applied. */
  async removeGone(): Promise<void> {
    const gone = [...this.#digests.keys()];
    if (gone.length === 0) return;
    const removed = await this.#stored(gone);
    await removeResults(this.#client, this.#workspaceId, this.#run.id, gone);
    this.#note(removed, [], gone.length);
  }

  /** A line that moved into the scope is stored under another organization. */
  async #learnOfMoved(rows: readonly ResultRow[]): Promise<void> {
    if (this.isOverAll) return;
    const unknown = rows.map((row) => row.line_item_id).filter((id) => !this.#digests.has(id));
    if (unknown.length === 0) return;
    const moved = await loadDigestsOf(this.#client, this.#workspaceId, unknown);
    for (const [id, digest] of moved) this.#digests.set(id, digest);
    if (moved.size > 0) await forgetInputsOfLines(this.#client, this.#workspaceId, [...moved.keys()]);
  }

  #stored(lineItemIds: readonly string[]): Promise<StoredResult[]> {
    return listStoredResults(this.#client, this.#workspaceId, lineItemIds);
  }

  #note(before: readonly StoredResult[], after: readonly ResultRow[], count: number): void {
    this.changedRows += count;
    if (this.isOverAll) return;
    this.before.push(...before);
    this.after.push(...after);
  }
}

/** Equal for rows that say the same. Its numbers are in their one plain form, so that their texts can stand for them. */
function digestOf(row: ResultRow): string {
  return hash('md5', JSON.stringify(Object.values(row)), 'base64url');
}

/** Since when the variance has had its sign: 0 and unknown break the stretch (domain.md section 6). */
function sinceOf(
  row: ResultRow,
  before: StoredResult | undefined,
  run: Run,
): Pick<StoredResult, 'variance_since' | 'variance_since_run_id'> {
  const sign = signOf(row);
  if (sign === 0) {
    return { variance_since: null, variance_since_run_id: null };
  }
  if (before !== undefined && signOf(before) === sign) {
    return { variance_since: before.variance_since, variance_since_run_id: before.variance_since_run_id };
  }
  return { variance_since: run.createdAt, variance_since_run_id: run.id };
}

function signOf({ variance }: ResultRow): number {
  return variance === null ? 0 : Math.sign(Number(variance));
}
