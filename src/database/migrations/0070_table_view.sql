-- How a person looks at a table of the page. It is theirs, in every workspace, so it stands with the accounts.
CREATE TABLE auth_table_view (
  viewer_id text NOT NULL,
  table_id text NOT NULL,
  hidden text[] NOT NULL,
  -- Pixels by column, of those that were given a width.
  widths jsonb NOT NULL,
  PRIMARY KEY (viewer_id, table_id)
);
