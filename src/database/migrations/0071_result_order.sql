-- Lists put rows without an amount last, whichever way they are sorted; an index in that order spares sorting all to show some.
DROP INDEX line_result_impact;
CREATE INDEX line_result_impact ON line_result (workspace_id, impact DESC NULLS LAST, line_item_id) WHERE status IS NOT NULL;
CREATE INDEX line_result_impact_ascending ON line_result (workspace_id, impact, line_item_id) WHERE status IS NOT NULL;
-- The tree counts the lines of each agreement it shows.
CREATE INDEX line_result_agreement ON line_result (workspace_id, agreement_id);
