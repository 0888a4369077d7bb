import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Database, openDatabase } from '../src/database/connect.ts';
import { startEmbeddedPostgres } from '../src/database/embedded/postgres.ts';
import { migrate } from '../src/database/migrate.ts';

/** The embedded PostgreSQL as the product starts it, in a folder of its own. */
export type BenchServer = {
  host: string;
  /** A migrated database of its own, which the caller stops. */
  create(name: string): Promise<Database>;
  stop(): Promise<void>;
};

export async function startBenchServer(): Promise<BenchServer> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tieout-bench-'));
  const server = await startEmbeddedPostgres({ dataDir, settings: {} });
  const admin = openDatabase(server.connection);
  return {
    host: server.connection.host,
    async create(name) {
      await admin.pool.query(`CREATE DATABASE ${name}`);
      const db = openDatabase({ ...server.connection, database: name });
      await migrate(db);
      return db;
    },
    async stop() {
      await admin.stop();
      await server.stop();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
