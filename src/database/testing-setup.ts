import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { prepareApplicationRole } from './application-role.ts';
import { openDatabase } from './connect.ts';
import { startEmbeddedPostgres } from './embedded/postgres.ts';
import { migrate } from './migrate.ts';

const TEMPLATE = 'template_tieout';

/** Nothing here has to outlive a power cut. */
const SETTINGS = {
  fsync: 'off',
  full_page_writes: 'off',
  synchronous_commit: 'off',
  shared_buffers: '128MB',
  // Every test file has pools of its own.
  max_connections: '400',
};

/** Starts one PostgreSQL for the whole test run, with a migrated database to copy. A run without it fails. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'tieout-test-'));
  const server = await startEmbeddedPostgres({ dataDir, settings: SETTINGS });
  const { host, user } = server.connection;
  const client = new pg.Client(server.connection);
  await client.connect();
  await client.query(`CREATE DATABASE ${TEMPLATE}`);
  await client.end();
  const db = openDatabase({ host, user, database: TEMPLATE });
  await migrate(db);
  const { role, ...why } = await prepareApplicationRole(db);
  await db.stop();
  if (role === null) {
    throw new Error(`there is no role to serve as: ${JSON.stringify(why)}`);
  }
  project.provide('testServer', { host, user, template: TEMPLATE, role });
  return async () => {
    await server.stop();
    await rm(dataDir, { recursive: true, force: true });
  };
}
