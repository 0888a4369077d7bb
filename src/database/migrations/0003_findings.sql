-- What people decide about findings, and which lines share a count.

ALTER TABLE line_decision
  -- Lines of one group share a count though their products differ.
  ADD COLUMN share_group text,
  -- The line shares with no other of its product.
  ADD COLUMN is_separate boolean NOT NULL DEFAULT false,
  -- Of the lines that share, this one takes what the others leave.
  ADD COLUMN takes_rest boolean NOT NULL DEFAULT false;

CREATE TABLE acceptance (
  workspace_id text NOT NULL,
  line_item_id text NOT NULL,
  reason text NOT NULL,
  -- The last accepted day; null: until the variance changes.
  until date,
  variance numeric NOT NULL,
  accepted_by text NOT NULL,
  accepted_at timestamptz NOT NULL DEFAULT now(),
  -- An acceptance that a run found no longer true stays open until a person accepts anew.
  reopened_at timestamptz,
  reopened_because text,
  PRIMARY KEY (workspace_id, line_item_id),
  FOREIGN KEY (workspace_id, line_item_id) REFERENCES line_item (workspace_id, id) ON DELETE CASCADE,
  CHECK ((reopened_at IS NULL) = (reopened_because IS NULL))
);

CREATE TABLE finding_note (
  workspace_id text NOT NULL,
  line_item_id text NOT NULL,
  text text NOT NULL,
  -- The member who looks after the finding.
  assignee_id text,
  written_by text NOT NULL,
  written_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, line_item_id),
  FOREIGN KEY (workspace_id, line_item_id) REFERENCES line_item (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, assignee_id) REFERENCES member (workspace_id, user_id) ON DELETE SET NULL (assignee_id)
);

-- A past run's rows are those of it or before it that were replaced only later.
CREATE INDEX line_result_history_run ON line_result_history (workspace_id, ended_run_id);
CREATE INDEX reconciliation_run_time ON reconciliation_run (workspace_id, created_at);
