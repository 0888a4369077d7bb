import { readdir, readFile } from 'node:fs/promises';
import { PlainError } from '../plain-error.ts';
import type { Database } from './connect.ts';

const FOLDER = new URL('./migrations/', import.meta.url);

/** The database was written by a newer version of the product. */
export class NewerDatabaseError extends PlainError {}

/**
 * Brings the schema up to date: applies the numbered migrations that are not recorded yet, each in a transaction,
 * one instance at a time. There is no way back.
 * @returns the names of those applied now.
 * @throws NewerDatabaseError where a recorded migration is not known here.
 */
export async function migrate(db: Database): Promise<string[]> {
  const names = (await readdir(FOLDER)).filter((name) => name.endsWith('.sql')).sort();
  const applied: string[] = [];
  for (const name of names) {
    const sql = await readFile(new URL(name, FOLDER), 'utf8');
    if (await applyOnce(db, name, sql, names)) {
      applied.push(name);
    }
  }
  return applied;
}

async function applyOnce(
  db: Database,
  name: string,
  sql: string,
  known: readonly string[],
): Promise<boolean> {
  return db.transaction(async (client) => {
    await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('tieout migrations', 0))`);
    await client.query(
      'CREATE TABLE IF NOT EXISTS schema_migration (name text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())',
    );
    const { rows } = await client.query<{ name: string }>('SELECT name FROM schema_migration');
    const unknown = rows.find((row) => !known.includes(row.name));
    if (unknown !== undefined) {
      throw new NewerDatabaseError(
        `The database was written by a newer version of Tieout (it has the migration ${unknown.name}). Start that version, or restore a backup.`,
      );
    }
    if (rows.some((row) => row.name === name)) {
      return false;
    }
    await client.query(sql);
    await client.query('INSERT INTO schema_migration (name) VALUES ($1)', [name]);
    return true;
  });
}
