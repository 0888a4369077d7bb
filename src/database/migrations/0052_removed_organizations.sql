-- A removed organization stays with its name: earlier results are of it.
ALTER TABLE organization ADD COLUMN removed_at timestamptz;
-- Where it went and with which companies, so that a merge can be taken back.
ALTER TABLE organization ADD COLUMN merged_into text;
ALTER TABLE organization ADD COLUMN merged_company_ids text[];
ALTER TABLE organization ADD CHECK (merged_into IS NULL OR (removed_at IS NOT NULL AND merged_company_ids IS NOT NULL));
