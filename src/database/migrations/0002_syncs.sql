-- What a held sync read, until a person releases or discards it. One row a record, of whatever kind.
CREATE TABLE staged_record (
  workspace_id text NOT NULL,
  sync_run_id text NOT NULL,
  kind text NOT NULL,
  external_id text NOT NULL,
  record jsonb NOT NULL,
  PRIMARY KEY (workspace_id, sync_run_id, kind, external_id),
  FOREIGN KEY (workspace_id, sync_run_id) REFERENCES sync_run (workspace_id, id) ON DELETE CASCADE
);

-- Set by whoever cancels a running sync; the process that runs it looks for it.
ALTER TABLE sync_run ADD COLUMN cancel_requested_at timestamptz;
-- A held sync that a person released: it merges what was read instead of reading again.
ALTER TABLE sync_run ADD COLUMN released_at timestamptz;

-- Organizations a person took this company off; they are not suggested again.
ALTER TABLE company ADD COLUMN rejected_organization_ids text[] NOT NULL DEFAULT '{}';
