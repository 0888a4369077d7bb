-- How records were before syncs changed them, so that a count can be told by what it gained and lost. The first sync of an
-- integration writes nothing here: before it nothing was known.
CREATE TABLE record_history (
  workspace_id text NOT NULL,
  integration_id text NOT NULL,
  -- The sync that changed it; its merged_at says when.
  sync_run_id text NOT NULL,
  kind text NOT NULL,
  external_id text NOT NULL,
  company_before text,
  company_after text,
  -- The row before; null: there was none.
  record jsonb,
  PRIMARY KEY (workspace_id, integration_id, kind, external_id, sync_run_id),
  FOREIGN KEY (workspace_id, sync_run_id) REFERENCES sync_run (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX record_history_before ON record_history (workspace_id, integration_id, kind, company_before);
CREATE INDEX record_history_after ON record_history (workspace_id, integration_id, kind, company_after);
CREATE INDEX record_history_run ON record_history (workspace_id, sync_run_id);

-- When its data came into use: between no other's and no reconciliation run's beginning and end.
ALTER TABLE sync_run ADD COLUMN merged_at timestamptz;
