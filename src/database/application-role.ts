import type { Database } from './connect.ts';

/** The role there is to work as, or why there is none. */
export type ApplicationRole = { role: string } | { role: null; reason: string };

/** Named after the user that connects, so that what two users own in one server stays apart. */
const ROLE = `left(current_user, 40) || '_app'`;

/**
 * Sees to the role that work in a workspace is done as: it owns no table, so that the policies hold it, cannot log in, and
 * may do what that work needs. Made and given its rights anew at every start: a restored dump comes without it.
 */
export async function prepareApplicationRole(db: Database): Promise<ApplicationRole> {
  try {
    return await db.acrossWorkspaces.transaction(async (client) => {
      await client.query(`SELECT pg_advisory_xact_lock(hashtextextended('tieout migrations', 0))`);
      await client.query(MAKE);
      await client.query(GRANT);
      const { rows } = await client.query<{ role: string; table: number }>(
        `SELECT ${ROLE} AS role, 'workspace'::regclass::oid AS table`,
      );
      const { role = '', table } = rows[0] ?? {};
      await client.query(`SELECT set_config('role', $1, true)`, [role]);
      const { rows: held } = await client.query<{ isHeld: boolean }>(
        'SELECT row_security_active($1::oid) AS "isHeld"',
        [table],
      );
      if (held[0]?.isHeld !== true) {
        throw new Error(`no policy holds the role ${role}`);
      }
      return { role };
    });
  } catch (error) {
    return { role: null, reason: (error as Error).message };
  }
}

const MAKE = `DO $$
DECLARE
  app name := ${ROLE};
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
    BEGIN
      EXECUTE format('CREATE ROLE %I NOLOGIN', app);
    EXCEPTION WHEN duplicate_object OR unique_violation THEN
      -- Roles belong to the server: another database of it has just been given one.
    END;
  END IF;
  IF NOT pg_has_role(app, CASE WHEN current_setting('server_version_num')::int >= 160000 THEN 'SET' ELSE 'MEMBER' END) THEN
    EXECUTE format('GRANT %I TO CURRENT_USER', app);
  END IF;
END $$`;

const GRANT = `DO $$
DECLARE
  app name := ${ROLE};
  name text;
BEGIN
  IF NOT has_schema_privilege(app, current_schema(), 'USAGE') THEN
    EXECUTE format('GRANT USAGE ON SCHEMA %I TO %I', current_schema(), app);
  END IF;
  -- Syncs stage what they read in temporary tables.
  IF NOT has_database_privilege(app, current_database(), 'TEMPORARY') THEN
    EXECUTE format('GRANT TEMPORARY ON DATABASE %I TO %I', current_database(), app);
  END IF;
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND c.column_name = 'workspace_id' AND t.table_type = 'BASE TABLE'
      AND c.table_name <> 'audit_log'
  LOOP
    EXECUTE format('GRANT SELECT, INSERT, UPDATE, DELETE ON %I TO %I', name, app);
  END LOOP;
  EXECUTE format('GRANT SELECT, INSERT ON audit_log TO %I', app);
  -- Of the accounts: who the members are, and how someone looks at the tables of the page.
  EXECUTE format('GRANT SELECT (id, name, email) ON auth_user TO %I', app);
  EXECUTE format('GRANT SELECT, INSERT, UPDATE ON auth_table_view TO %I', app);
END $$`;

/** Lets work in a workspace queue its jobs, which name a workspace and a run. To be called when the queue's tables are there. */
export async function allowQueueing(db: Database): Promise<void> {
  await db.acrossWorkspaces.pool.query(`DO $$
    DECLARE
      app name := ${ROLE};
    BEGIN
      IF EXISTS (SELECT FROM pg_roles WHERE rolname = app) THEN
        EXECUTE format('GRANT USAGE ON SCHEMA jobs TO %I', app);
        EXECUTE format('GRANT SELECT, INSERT ON ALL TABLES IN SCHEMA jobs TO %I', app);
      END IF;
    END $$`);
}
