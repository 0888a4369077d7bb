-- When a sync first brought a row. Null: before this was kept.
ALTER TABLE company ADD COLUMN first_seen_at timestamptz;
ALTER TABLE company ALTER COLUMN first_seen_at SET DEFAULT now();
ALTER TABLE line_item ADD COLUMN first_seen_at timestamptz;
ALTER TABLE line_item ALTER COLUMN first_seen_at SET DEFAULT now();
CREATE INDEX line_item_first_seen ON line_item (workspace_id, first_seen_at);
