import type pg from 'pg';
import { prepareApplicationRole } from './application-role.ts';
import { type Database, openDatabase } from './connect.ts';
import { migrate } from './migrate.ts';

export type Serving = {
  db: Database;
  /** Why no policy holds it, or null: the database keeps workspaces apart. */
  unheld: string | null;
};

/** Migrates the database as the owner of its tables, and opens it for the role that serves. */
export async function openForServing(options: pg.PoolConfig): Promise<Serving> {
  const owner = openDatabase(options);
  try {
    await migrate(owner);
    const found = await prepareApplicationRole(owner);
    if (found.role === null) {
      return { db: owner, unheld: found.reason };
    }
    await owner.stop();
    return { db: openDatabase(options, found.role), unheld: null };
  } catch (error) {
    await owner.stop();
    throw error;
  }
}
