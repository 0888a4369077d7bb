-- When an integration syncs by itself: cron in the workspace's time zone; null: it does not.
ALTER TABLE integration ADD COLUMN schedule text,
  -- null: to be worked out from the schedule.
  ADD COLUMN next_sync_at timestamptz;
CREATE INDEX integration_next_sync ON integration (next_sync_at) WHERE schedule IS NOT NULL AND removed_at IS NULL;

-- Every night at two, not all in the same minute; files come when a person brings them.
UPDATE integration SET schedule = (abs(hashtext(id)) % 60) || ' 2 * * *' WHERE vendor <> 'csv';
