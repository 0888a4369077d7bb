import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { readMarks, readOneMoment } from '../database/queries/suggestion-lines.ts';
import { SuggestionModel } from './model.ts';

type Context = { db: Database; connectors: ReadonlyMap<string, Connector> };

/** Models are large: an instance keeps those of the workspaces it was last asked about. */
const KEPT_MAX = 4;

/** The models of an instance. They hold nothing that the database does not, so they may be lost at any time. */
export class SuggestionModels {
  readonly #context: Context;
  readonly #models = new Map<string, Promise<SuggestionModel>>();

  constructor(context: Context) {
    this.#context = context;
  }

  /** The model of a workspace as it is now. Requests for one workspace wait for one another, so that it is made once. */
  async get(workspaceId: string): Promise<SuggestionModel> {
    const before = this.#models.get(workspaceId);
    const next = this.#renew(workspaceId, before);
    this.#models.delete(workspaceId);
    this.#models.set(workspaceId, next);
    const [oldest] = this.#models.keys();
    if (this.#models.size > KEPT_MAX && oldest !== undefined) this.#models.delete(oldest);
    try {
      return await next;
    } catch (error) {
      if (this.#models.get(workspaceId) === next) this.#models.delete(workspaceId);
      throw error;
    }
  }

  async #renew(workspaceId: string, before: Promise<SuggestionModel> | undefined): Promise<SuggestionModel> {
    const known = await before?.catch(() => undefined);
    const { db, connectors } = this.#context;
    return db.transaction(async (client) => {
      await readOneMoment(client);
      const marks = await readMarks(client, workspaceId);
      if (known === undefined || known.marks.inventory !== marks.inventory || known.isOutdated(new Date())) {
        return SuggestionModel.load(client, connectors, workspaceId);
      }
      if (known.marks.lastRunId !== marks.lastRunId || known.marks.mappings !== marks.mappings) {
        await known.refresh(client, workspaceId, marks);
      }
      return known;
    });
  }
}
