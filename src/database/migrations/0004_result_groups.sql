-- What a run compares instead of whole rows: equal digests say the same. '' differs from every digest, so that the
-- next run writes the row anew.
ALTER TABLE line_result ADD COLUMN digest text NOT NULL DEFAULT '';

-- The results after a run, added up: [{state, status, bucket, currency, psa, mapped, servable, lines, amount, impact}].
-- null: runs from before this column; their rows are added up when they are asked for.
ALTER TABLE reconciliation_run ADD COLUMN result_groups jsonb;
