-- What the stored results of an organization were worked out from: while it is the same, so are they. Every organization with
-- results has a row; '' stands for lines without an organization, and an empty digest for inputs that are not known.
CREATE TABLE result_input (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  organization_id text NOT NULL,
  digest text NOT NULL,
  PRIMARY KEY (workspace_id, organization_id)
);

INSERT INTO result_input (workspace_id, organization_id, digest)
SELECT DISTINCT workspace_id, coalesce(organization_id, ''), '' FROM line_result;
