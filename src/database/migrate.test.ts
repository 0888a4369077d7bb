import { expect, test } from 'vitest';
import { migrate, NewerDatabaseError } from './migrate.ts';
import { useTestDatabase } from './testing.ts';

test('a database that is up to date is left as it is', async () => {
  const db = await useTestDatabase();
  expect(await migrate(db)).toEqual([]);
});

test('a database written by a newer version is refused', async () => {
  const db = await useTestDatabase();
  await db.pool.query(`INSERT INTO schema_migration (name) VALUES ('9999_from_the_future.sql')`);
  await expect(migrate(db)).rejects.toThrow(NewerDatabaseError);
});

test('every table of a workspace has workspace_id first in its primary, unique and foreign keys', async () => {
  const db = await useTestDatabase();
  const { rows } = await db.pool.query<{ name: string }>(
    `SELECT c.conrelid::regclass || '.' || c.conname AS name FROM pg_constraint c
     JOIN pg_attribute first ON first.attrelid = c.conrelid AND first.attnum = c.conkey[1]
     WHERE c.contype IN ('p', 'u', 'f') AND c.connamespace = 'public'::regnamespace
       AND first.attname <> 'workspace_id'
       AND c.conrelid::regclass::text NOT LIKE 'auth\\_%' AND c.conrelid::regclass::text <> 'schema_migration'
       AND NOT (c.contype = 'f' AND c.confrelid = 'auth_user'::regclass)`,
  );
  expect(rows).toEqual([]);
});
