import pg from 'pg';
import { currentWorkspace } from './workspace-scope.ts';

type Callback = (
  error: Error | undefined,
  client: pg.PoolClient | undefined,
  release: (error?: Error | boolean) => void,
) => void;

/**
 * A pool whose connections are bound to the workspace that the caller works in, which the policies of the tables read.
 * A connection stays bound when it is given back, so that most callers find it bound as they need it.
 */
export class WorkspacePool extends pg.Pool {
  readonly #boundTo = new WeakMap<pg.PoolClient, string>();

  /** @throws Error outside of a workspace. */
  override connect(): Promise<pg.PoolClient>;
  override connect(callback: Callback): void;
  override connect(callback?: Callback): Promise<pg.PoolClient> | undefined {
    const client = this.#connectIn(currentWorkspace());
    if (callback === undefined) {
      return client;
    }
    client.then(
      (bound) => callback(undefined, bound, bound.release),
      (error) => callback(error, undefined, () => undefined),
    );
    return undefined;
  }

  async #connectIn(workspaceId: string | undefined): Promise<pg.PoolClient> {
    if (workspaceId === undefined) {
      throw new Error('The database was asked for rows of a workspace outside of one.');
    }
    const client = await super.connect();
    if (this.#boundTo.get(client) !== workspaceId) {
      try {
        await client.query(`SELECT set_config('tieout.workspace', $1, false)`, [workspaceId]);
      } catch (error) {
        client.release(true);
        throw error;
      }
      this.#boundTo.set(client, workspaceId);
    }
    return client;
  }
}
