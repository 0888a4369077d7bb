import { expect, test } from 'vitest';
import { useTestDatabase } from './testing.ts';

test('numbers and days come exact: decimals and days as texts, counts as numbers', async () => {
  const db = await useTestDatabase();
  const { rows } = await db.pool.query(
    `SELECT 12.50::numeric AS price, count(*) AS count, date '2026-02-28' AS day`,
  );
  expect(rows).toEqual([{ price: '12.50', count: 1, day: '2026-02-28' }]);
});

test('a count that no number holds exactly is refused', async () => {
  const db = await useTestDatabase();
  await expect(db.pool.query('SELECT 9007199254740993::int8')).rejects.toThrow(RangeError);
  expect((await db.pool.query('SELECT 1::int8 AS one')).rows).toEqual([{ one: 1 }]);
});

test('a transaction stands as a whole', async () => {
  const db = await useTestDatabase();
  await db.pool.query('CREATE TABLE note (text text)');
  await db.transaction((client) => client.query(`INSERT INTO note VALUES ('kept')`));
  const failing = db.transaction(async (client) => {
    await client.query(`INSERT INTO note VALUES ('undone')`);
    throw new Error('changed my mind');
  });
  await expect(failing).rejects.toThrow('changed my mind');
  expect((await db.pool.query('SELECT text FROM note')).rows).toEqual([{ text: 'kept' }]);
});

test('a connection that breaks inside a transaction is reported and replaced', async () => {
  const db = await useTestDatabase();
  const broken = db.transaction(async (client) => {
    const { rows } = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    await db.pool.query('SELECT pg_terminate_backend($1)', [rows[0]?.pid]);
    await client.query('SELECT 1');
  });
  await expect(broken).rejects.toThrow();
  expect((await db.pool.query('SELECT 1 AS one')).rows).toEqual([{ one: 1 }]);
});
