-- A number that grows whenever what the workspace's lists show may have changed: answers made under the present one still
-- hold. It grows as the last act of a transaction, so that it is held for a moment only and grows in the order of commits.
CREATE TABLE workspace_revision (
  workspace_id text PRIMARY KEY REFERENCES workspace ON DELETE CASCADE,
  revision bigint NOT NULL
);

CREATE FUNCTION grow_workspace_revision() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- Once a transaction is enough.
  IF current_setting('tieout.revision_grown', true) IS DISTINCT FROM NEW.workspace_id || ' ' || txid_current() THEN
    PERFORM set_config('tieout.revision_grown', NEW.workspace_id || ' ' || txid_current(), true);
    INSERT INTO workspace_revision VALUES (NEW.workspace_id, 1)
      ON CONFLICT (workspace_id) DO UPDATE SET revision = workspace_revision.revision + 1;
  END IF;
  RETURN NULL;
END $$;

-- Whatever a person does is in the audit log, results change by runs, and records and names by merged syncs.
CREATE CONSTRAINT TRIGGER audit_log_revision AFTER INSERT ON audit_log
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grow_workspace_revision();
CREATE CONSTRAINT TRIGGER reconciliation_run_revision AFTER INSERT ON reconciliation_run
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grow_workspace_revision();
CREATE CONSTRAINT TRIGGER sync_run_revision AFTER UPDATE OF merged_at ON sync_run
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION grow_workspace_revision();
