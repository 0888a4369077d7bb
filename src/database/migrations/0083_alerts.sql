-- The e-mails that members choose, each for themselves. Whoever leaves the workspace takes their choice along.
CREATE TABLE alert_choice (
  workspace_id text NOT NULL,
  user_id text NOT NULL,
  -- Since when a sync that fails or is held is told; null: it is not.
  sync_problems_since timestamptz,
  -- How often new discrepancies are told; null: they are not.
  digest_every text CHECK (digest_every IN ('day', 'week', 'month')),
  -- By the clock of the workspace's time zone.
  digest_hour integer CHECK (digest_hour BETWEEN 0 AND 23),
  -- 1 is Monday.
  digest_weekday integer CHECK (digest_weekday BETWEEN 1 AND 7),
  -- Every month has these days.
  digest_month_day integer CHECK (digest_month_day BETWEEN 1 AND 28),
  -- null: to be worked out from the four above.
  digest_due_at timestamptz,
  -- The run up to which discrepancies have been told, or were there before anyone wanted to be told.
  digest_told_run_id bigint NOT NULL DEFAULT 0,
  PRIMARY KEY (workspace_id, user_id),
  FOREIGN KEY (workspace_id, user_id) REFERENCES member (workspace_id, user_id) ON DELETE CASCADE,
  CHECK ((digest_every IS NULL) = (digest_hour IS NULL)),
  CHECK ((digest_every IS NOT DISTINCT FROM 'week') = (digest_weekday IS NOT NULL)),
  CHECK ((digest_every IS NOT DISTINCT FROM 'month') = (digest_month_day IS NOT NULL))
);

-- An e-mail to a member, from when it is due. Whoever sends it claims it first, so that it goes out once.
CREATE TABLE alert_mail (
  workspace_id text NOT NULL,
  user_id text NOT NULL,
  kind text NOT NULL CHECK (kind IN ('sync', 'digest')),
  -- What it is about, so that it is told once. Of a sync: the integration, and its last good run before the trouble.
  subject text NOT NULL,
  integration_id text,
  -- sending: claimed; nobody else sends it. dropped: there was nothing to say any more.
  status text NOT NULL DEFAULT 'waiting' CHECK (status IN ('waiting', 'sending', 'sent', 'failed', 'dropped')),
  attempts integer NOT NULL DEFAULT 0,
  -- When it may be claimed.
  next_attempt_at timestamptz NOT NULL,
  created_at timestamptz NOT NULL,
  claimed_at timestamptz,
  settled_at timestamptz,
  -- Why the last attempt failed, or why it was dropped.
  message text,
  PRIMARY KEY (workspace_id, user_id, kind, subject),
  FOREIGN KEY (workspace_id, user_id) REFERENCES alert_choice ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX alert_mail_open ON alert_mail (workspace_id, next_attempt_at) WHERE status IN ('waiting', 'sending');

ALTER TABLE alert_choice ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON alert_choice USING (workspace_id = current_setting('tieout.workspace', true));
ALTER TABLE alert_mail ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON alert_mail USING (workspace_id = current_setting('tieout.workspace', true));

-- Whether an integration is in trouble is asked every minute: what ended since its last good sync.
CREATE INDEX sync_run_finished ON sync_run (workspace_id, integration_id, finished_at)
  WHERE status IN ('succeeded', 'failed', 'held');
