-- What was done stays written as it was: entries are added, never changed or removed, whoever asks.
CREATE FUNCTION refuse_audit_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'the audit log is append-only: % is refused', TG_OP USING ERRCODE = 'insufficient_privilege';
END $$;

CREATE TRIGGER audit_log_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_log
  FOR EACH STATEMENT EXECUTE FUNCTION refuse_audit_change();

-- A workspace would have taken its log with it; whoever removes one has to say what becomes of the log.
ALTER TABLE audit_log
  DROP CONSTRAINT audit_log_workspace_id_fkey,
  ADD FOREIGN KEY (workspace_id) REFERENCES workspace;
