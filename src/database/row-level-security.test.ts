import { readdir, readFile } from 'node:fs/promises';
import pg from 'pg';
import { expect, inject, test } from 'vitest';
import { useTestDatabase } from './testing.ts';
import { inThisWorkspace, inWorkspace } from './workspace-scope.ts';

const TABLES = `SELECT c.oid::regclass::text AS name, c.relrowsecurity AS "isHeld" FROM pg_class c
  JOIN pg_attribute a ON a.attrelid = c.oid AND a.attname = 'workspace_id'
  WHERE c.relkind IN ('r', 'p') AND c.relnamespace = 'public'::regnamespace ORDER BY 1`;

type Db = Awaited<ReturnType<typeof useTestDatabase>>;

async function tablesOfWorkspaces({ pool }: Db): Promise<string[]> {
  const { rows } = await pool.query<{ name: string }>(TABLES);
  return rows.map(({ name }) => name);
}

/** The columns that rows are written with, comma-separated. */
async function columnsOf({ pool }: Db, table: string): Promise<string> {
  const { rows } = await pool.query<{ columns: string }>(
    `SELECT string_agg(quote_ident(attname), ', ') AS columns FROM pg_attribute
     WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attgenerated = ''`,
    [table],
  );
  return rows[0]?.columns ?? '';
}

/** A row of each of two workspaces in every table, whatever their columns and what refers to what. */
async function fillEveryTable(db: Db, tables: readonly string[]): Promise<void> {
  await db.transaction(async (client) => {
    await client.query(`SET LOCAL session_replication_role = replica`);
    for (const table of tables) {
      const { rows } = await client.query<{ column: string; value: string }>(
        `SELECT quote_ident(attname) AS column, CASE
           WHEN atttypid IN ('int8'::regtype, 'int4'::regtype, 'numeric'::regtype) THEN '1'
           WHEN atttypid IN ('timestamptz'::regtype, 'date'::regtype) THEN 'now()'
           WHEN atttypid = 'jsonb'::regtype THEN quote_literal('{}') || '::jsonb'
           WHEN atttypid = 'bytea'::regtype THEN 'convert_to($1, ''UTF8'')'
           WHEN atttypid = 'bool'::regtype THEN 'false'
           WHEN (SELECT typcategory FROM pg_type WHERE oid = atttypid) = 'A' THEN quote_literal('{}')
           ELSE '$1' END AS value
         FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attnotnull
           AND attidentity = '' AND attname <> 'workspace_id'`,
        [table],
      );
      const { rows: checks } = await client.query<{ name: string }>(
        `SELECT quote_ident(conname) AS name FROM pg_constraint WHERE conrelid = $1::regclass AND contype = 'c'`,
        [table],
      );
      for (const { name } of checks) {
        await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${name}`);
      }
      for (const workspace of ['ws_a', 'ws_b']) {
        const columns = ['workspace_id', ...rows.map(({ column }) => column)];
        const values = ['$1', ...rows.map(({ value }) => value)];
        await client.query(
          `INSERT INTO ${table} (${columns.join(', ')}) SELECT ${values.join(', ').replaceAll('$1', pg.escapeLiteral(workspace))}`,
        );
      }
    }
  });
}

test('every table of a workspace has the policy, and no other', async () => {
  const db = await useTestDatabase();
  const { rows } = await db.pool.query<{ name: string; isHeld: boolean }>(TABLES);
  expect(rows.length).toBeGreaterThan(20);
  expect(rows.filter(({ isHeld }) => !isHeld)).toEqual([]);
  const { rows: policies } = await db.pool.query(
    `SELECT tablename AS name, cmd, permissive, roles::text, qual, with_check FROM pg_policies ORDER BY tablename COLLATE "C"`,
  );
  const qual = "(workspace_id = current_setting('tieout.workspace'::text, true))";
  const policy = { cmd: 'ALL', permissive: 'PERMISSIVE', roles: '{public}', qual, with_check: null };
  expect(policies).toEqual(
    rows
      .map(({ name }) => name)
      .sort()
      .map((name) => ({ name, ...policy })),
  );
});

test('no index of such a table is on an expression, but for order: under a policy no value would be looked up in it', async () => {
  const db = await useTestDatabase();
  const { rows } = await db.pool.query(
    `SELECT i.indexrelid::regclass::text AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
     WHERE c.relrowsecurity AND i.indexprs IS NOT NULL AND i.indexrelid::regclass::text NOT LIKE '%\\_order'`,
  );
  expect(rows).toEqual([]);
});

test('in one workspace no row of another can be read, changed, removed or added, in any table', async () => {
  const db = await useTestDatabase();
  const tables = await tablesOfWorkspaces(db);
  await fillEveryTable(db, tables);
  await inWorkspace('ws_a', async () => {
    for (const table of tables) {
      const { rows } = await db.serving.pool.query(`SELECT workspace_id FROM ${table}`);
      expect({ table, rows }).toEqual({ table, rows: [{ workspace_id: 'ws_a' }] });
      const columns = await columnsOf(db, table);
      const add = `INSERT INTO ${table} (${columns}) OVERRIDING SYSTEM VALUE SELECT ${columns} FROM (
        SELECT (jsonb_populate_record(t, '{"workspace_id": "ws_b"}')).* FROM ${table} t) given`;
      await expect(db.serving.pool.query(add), table).rejects.toThrow(
        'new row violates row-level security policy',
      );
      if (table === 'audit_log') continue;
      const give = db.serving.pool.query(`UPDATE ${table} SET workspace_id = 'ws_b'`);
      await expect(give, table).rejects.toThrow('new row violates row-level security policy');
      const taken = await db.serving.pool.query(
        `UPDATE ${table} SET workspace_id = workspace_id WHERE workspace_id = 'ws_b'`,
      );
      const removed = await db.serving.pool.query(`DELETE FROM ${table} WHERE workspace_id = 'ws_b'`);
      expect({ table, taken: taken.rowCount, removed: removed.rowCount }).toEqual({
        ...{ table, taken: 0, removed: 0 },
      });
    }
  });
  for (const table of tables) {
    const { rows } = await db.pool.query(`SELECT workspace_id FROM ${table} ORDER BY 1`);
    expect({ table, rows }).toEqual({ table, rows: [{ workspace_id: 'ws_a' }, { workspace_id: 'ws_b' }] });
  }
});

test('without a workspace the role sees nothing, and the product does not even ask', async () => {
  const db = await useTestDatabase();
  const tables = await tablesOfWorkspaces(db);
  await fillEveryTable(db, tables);
  await db.transaction(async (client) => {
    await client.query(`SELECT set_config('role', $1, true)`, [inject('testServer').role]);
    for (const table of tables) {
      expect((await client.query(`SELECT FROM ${table}`)).rowCount, table).toBe(0);
    }
  });
  await expect(db.serving.pool.query('SELECT 1')).rejects.toThrow('outside of one');
  await expect(db.serving.transaction(async () => 1)).rejects.toThrow('outside of one');
});

test('a connection goes from one workspace to another, and work in one cannot reach for another', async () => {
  const db = await useTestDatabase();
  const tables = await tablesOfWorkspaces(db);
  await fillEveryTable(db, tables);
  const see = async () => (await db.serving.pool.query('SELECT workspace_id FROM integration')).rows;
  const seen = await Promise.all(
    Array.from({ length: 60 }, (_, index) => inWorkspace(index % 3 === 0 ? 'ws_a' : 'ws_b', see)),
  );
  const expected = seen.map((_, index) => [{ workspace_id: index % 3 === 0 ? 'ws_a' : 'ws_b' }]);
  expect(seen).toEqual(expected);
  inWorkspace('ws_a', () => {
    expect(() => inWorkspace('ws_b', () => 1)).toThrow('reached for the workspace ws_b');
    expect(inWorkspace('ws_a', () => 1)).toBe(1);
  });
});

test('what a stream makes later is made in the workspace of who asked for it', async () => {
  const db = await useTestDatabase();
  await fillEveryTable(db, await tablesOfWorkspaces(db));
  async function* values() {
    yield (await db.serving.pool.query('SELECT workspace_id FROM device')).rows;
    yield (await db.serving.pool.query('SELECT workspace_id FROM company')).rows;
  }
  const made = inWorkspace('ws_b', () => inThisWorkspace(values()));
  const all = [];
  for await (const rows of made) all.push(...rows);
  expect(all).toEqual([{ workspace_id: 'ws_b' }, { workspace_id: 'ws_b' }]);
});

test('the role owns nothing, is held by every policy, and cannot log in', async () => {
  const db = await useTestDatabase();
  const { role } = inject('testServer');
  const { rows } = await db.pool.query(
    `SELECT rolsuper, rolbypassrls, rolcanlogin, rolcreaterole, rolcreatedb,
       (SELECT count(*) FROM pg_class WHERE relowner = r.oid) AS owned,
       (SELECT count(*) FROM pg_auth_members WHERE member = r.oid) AS memberships
     FROM pg_roles r WHERE rolname = $1`,
    [role],
  );
  expect(rows).toEqual([
    {
      ...{
        rolsuper: false,
        rolbypassrls: false,
        rolcanlogin: false,
        rolcreaterole: false,
        rolcreatedb: false,
      },
      ...{ owned: 0, memberships: 0 },
    },
  ]);
  const serving = await inWorkspace('ws_a', () => db.serving.pool.query('SELECT current_user::text AS role'));
  expect(serving.rows).toEqual([{ role }]);
});

test('the role may add to the audit log and read it, no more, and sees of accounts who the members are', async () => {
  const db = await useTestDatabase();
  const refused = [
    'UPDATE audit_log SET action = action',
    'DELETE FROM audit_log',
    'TRUNCATE audit_log',
    'ALTER TABLE audit_log DISABLE TRIGGER ALL',
    'ALTER TABLE device DISABLE ROW LEVEL SECURITY',
    'DROP POLICY own_workspace ON device',
    'TRUNCATE device',
    'SELECT * FROM auth_user',
    'SELECT password FROM auth_account',
    'SELECT token FROM auth_session',
    'SELECT * FROM auth_verification',
    'SELECT secret FROM auth_two_factor',
    'CREATE TABLE note (text text)',
  ];
  await inWorkspace('ws_a', async () => {
    for (const statement of refused) {
      await expect(db.serving.pool.query(statement), statement).rejects.toThrow(
        /permission denied|must be owner/,
      );
    }
    await db.serving.pool.query('SELECT id, name, email FROM auth_user');
  });
});

test('who reaches across workspaces is on this list', async () => {
  const folder = new URL('../', import.meta.url);
  const files = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  const reaching: string[] = [];
  for (const name of files) {
    if ((await readFile(new URL(name, folder), 'utf8')).includes('acrossWorkspaces')) reaching.push(name);
  }
  expect(reaching.sort()).toEqual([
    // Who asks: sessions, keys, links, the first set-up.
    'accounts/accept-invitation.ts',
    'accounts/auth-checks.ts',
    'accounts/auth.ts',
    'accounts/provider.ts',
    'accounts/set-up.ts',
    'composition.ts',
    // What makes it possible.
    'database/application-role.ts',
    'database/connect.ts',
    // Which workspaces are a demo.
    'demo/demo.ts',
    'http/authenticate.ts',
    'http/routes/accounts.ts',
    'http/routes/health.ts',
    // The operator's list.
    'http/routes/operator.ts',
    // What is due, and the queue.
    'jobs.ts',
    // What the secret protects.
    'rotate-secret.ts',
    'sync/recover.ts',
    'sync/scheduled.ts',
    'workspaces/operate.ts',
  ]);
});
