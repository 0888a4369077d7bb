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
