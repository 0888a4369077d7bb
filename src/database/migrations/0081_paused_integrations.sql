-- Since when an integration is paused: no sync of it starts, its schedule and its data stay; null: it is not.
ALTER TABLE integration ADD COLUMN paused_at timestamptz;
