-- Files that people upload, for vendors without a connector.

ALTER TABLE integration
  -- What its file holds: {capabilities, deviceCategories, knowsAssignedSeats}. null: it reads no files, or has none yet.
  ADD COLUMN delivers jsonb,
  -- How its last file was read, for the next one.
  ADD COLUMN file_profile jsonb;

CREATE TABLE upload (
  workspace_id text NOT NULL,
  id text NOT NULL,
  integration_id text NOT NULL,
  file_name text NOT NULL,
  content bytea NOT NULL,
  -- How it is read; null: nobody has asked for it to be taken over.
  profile jsonb,
  -- The sync that takes it over.
  sync_run_id text,
  created_at timestamptz NOT NULL DEFAULT date_trunc('milliseconds', now()),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, sync_run_id) REFERENCES sync_run (workspace_id, id) ON DELETE CASCADE,
  CHECK ((profile IS NULL) = (sync_run_id IS NULL))
);
CREATE INDEX upload_integration ON upload (workspace_id, integration_id, created_at DESC);
CREATE INDEX upload_sync_run ON upload (workspace_id, sync_run_id);
