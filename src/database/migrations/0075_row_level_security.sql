-- The second wall between workspaces, beside the workspace_id in every query: whoever works in a workspace sees and
-- writes its rows alone, whatever a query forgets. The owner of the tables is not held by it. A new table of a workspace
-- needs the same two statements; a test looks for them.
DO $$
DECLARE
  name text;
BEGIN
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c
    JOIN information_schema.tables t USING (table_schema, table_name)
    WHERE c.table_schema = current_schema() AND c.column_name = 'workspace_id' AND t.table_type = 'BASE TABLE'
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    -- In a SELECT of its own the setting is read once a statement, not once a row.
    EXECUTE format(
      'CREATE POLICY own_workspace ON %I USING (workspace_id = (SELECT current_setting(''tieout.workspace'', true)))',
      name
    );
  END LOOP;
END $$;
