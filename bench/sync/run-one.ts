import type { Connector } from '../../src/connectors/connector.ts';
import type { Database } from '../../src/database/connect.ts';
import { SYSTEM } from '../../src/database/queries/audit.ts';
import { getSyncRun, insertSyncRun } from '../../src/database/queries/sync-runs.ts';
import { insertWorkspace } from '../../src/database/queries/workspaces.ts';
import { createId } from '../../src/ids.ts';
import { createIntegration } from '../../src/integrations/integrations.ts';
import { SecretBox } from '../../src/secret-box.ts';
import { runSync, type SyncContext } from '../../src/sync/run-sync.ts';

export const WORKSPACE = 'bench';

/** Syncs as a job does, without the queue and without comparing afterwards. */
export class SyncBench {
  readonly #context: SyncContext;

  constructor(db: Database, connectors: ReadonlyMap<string, Connector>) {
    this.#context = {
      db,
      connectors,
      secrets: new SecretBox('a secret of at least thirty-two characters'),
      vendorAddresses: { allowsPrivate: true, trustedOrigin: null },
      reconcile: async () => undefined,
      log: { error: (details, message) => console.error(message, details) },
    };
  }

  /** @returns the integration's id */
  async connect(vendor: string, credentials: Record<string, string>): Promise<string> {
    await insertWorkspace(this.#context.db.pool, {
      id: WORKSPACE,
      name: 'Bench',
      plan: 'enterprise',
      isDemo: false,
    });
    return (await createIntegration(this.#context, WORKSPACE, SYSTEM, { vendor, credentials })).id;
  }

  /** @returns milliseconds @throws where the sync did not come in */
  async sync(integrationId: string): Promise<number> {
    const ref = { workspaceId: WORKSPACE, syncRunId: createId('sync') };
    await insertSyncRun(this.#context.db.pool, { ...ref, integrationId });
    const start = performance.now();
    await runSync(this.#context, ref, new AbortController().signal);
    const ms = performance.now() - start;
    const run = await getSyncRun(this.#context.db.pool, ref);
    if (run?.status !== 'succeeded') throw new Error(`the sync ${run?.status}: ${run?.error?.message ?? ''}`);
    return ms;
  }
}
