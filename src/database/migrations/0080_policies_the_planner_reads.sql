-- The planner takes a setting for what it is, and a query's own workspace_id and the policy's for one condition, which is
-- then asked once. What a SELECT of its own answers it cannot know, and it took every workspace for a small one.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT c.relname FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
    WHERE p.polname = 'own_workspace' AND c.relnamespace = current_schema()::regnamespace
  LOOP
    EXECUTE format(
      'ALTER POLICY own_workspace ON %I USING (workspace_id = current_setting(''tieout.workspace'', true))',
      name
    );
  END LOOP;
END $$;
