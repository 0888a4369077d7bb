import type { Database } from '../../database/connect.ts';

/** Every row of a workspace, by table: what a change anywhere in it would alter. */
export async function dumpWorkspace({ pool }: Database, workspaceId: string): Promise<Map<string, string[]>> {
  const { rows } = await pool.query<{ name: string; key: string }>(
    `SELECT table_name AS name, column_name AS key FROM information_schema.columns JOIN information_schema.tables t
       USING (table_schema, table_name)
     WHERE table_schema = 'public' AND t.table_type = 'BASE TABLE'
       AND (column_name = 'workspace_id' OR (table_name = 'workspace' AND column_name = 'id')) ORDER BY 1`,
  );
  const dump = new Map<string, string[]>();
  for (const { name, key } of rows) {
    const found = await pool.query<{ row: string }>(
      `SELECT to_jsonb(t)::text AS row FROM "${name}" t WHERE "${key}" = $1 ORDER BY 1`,
      [workspaceId],
    );
    dump.set(
      name,
      found.rows.map(({ row }) => row),
    );
  }
  return dump;
}

/** All that the database holds, of every table there is, the job queue's too; bytes as hexadecimal digits. */
export async function dumpDatabase({ pool }: Database): Promise<string> {
  const { rows } = await pool.query<{ name: string }>(
    `SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
     WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1`,
  );
  const texts: string[] = [];
  for (const { name } of rows) {
    const found = await pool.query<{ row: string }>(`SELECT to_jsonb(t)::text AS row FROM ${name} t`);
    texts.push(...found.rows.map(({ row }) => `${name} ${row}`));
  }
  return texts.join('\n');
}
