-- Accepted money is told by its sign: what is accepted as under-billed is not netted with what is accepted as over-billed.
-- Where a run has accepted money, its groups are added up anew when they are asked for.
UPDATE reconciliation_run SET result_groups = CASE
  WHEN result_groups @> '[{"status": "accepted"}]' THEN NULL
  ELSE (SELECT jsonb_agg(g || '{"sign": 0}') FROM jsonb_array_elements(result_groups) g)
END
WHERE jsonb_array_length(result_groups) > 0;

-- Findings that a run ended, for the trend of what was corrected.
CREATE INDEX line_result_history_found ON line_result_history (workspace_id, ended_run_id)
  WHERE status IN ('under_billed', 'over_billed');
