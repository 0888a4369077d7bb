import { randomUUID } from 'node:crypto';
import pg from 'pg';
import { inject, onTestFinished } from 'vitest';
import { type Database, openDatabase } from './connect.ts';

/** Where the run's PostgreSQL is, the migrated database that tests copy, and the role that serves. Provided by testing-setup.ts. */
export type TestServer = { host: string; user: string; template: string; role: string };

declare module 'vitest' {
  interface ProvidedContext {
    testServer: TestServer;
  }
}

/** Reaches every workspace, as the tables' owner; `serving` is the same database as the product opens it. */
export type TestDatabase = Database & { serving: Database };

/** A database of one's own with the product's schema, empty. Whoever creates it drops it. */
export async function createTestDatabase(): Promise<TestDatabase & { drop(): Promise<void> }> {
  const { host, user, template, role } = inject('testServer');
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await administer(host, user, `CREATE DATABASE ${name} TEMPLATE ${template} STRATEGY FILE_COPY`);
  const options = { host, user, database: name, max: 10 };
  const db = openDatabase(options);
  const serving = openDatabase(options, role);
  const drop = async () => {
    await db.stop();
    await serving.stop();
    await administer(host, user, `DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
  };
  return { ...db, serving, drop };
}

/** The same inside a test, dropped when it is finished. */
export async function useTestDatabase(): Promise<TestDatabase> {
  const db = await createTestDatabase();
  onTestFinished(() => db.drop());
  return db;
}

async function administer(host: string, user: string, statement: string): Promise<void> {
  const client = new pg.Client({ host, user, database: 'postgres' });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
