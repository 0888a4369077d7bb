-- Kinds of record that the credentials of an integration may not read: [{"capability", "message"}]. What is stored of them
-- stays as it was, and counts of them are unknown.
ALTER TABLE integration ADD COLUMN unread jsonb NOT NULL DEFAULT '[]';
ALTER TABLE sync_run ADD COLUMN unread jsonb NOT NULL DEFAULT '[]';
