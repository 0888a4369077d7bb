-- What lines were compared with and whose companies were, before it changed: with record_history, the records behind the
-- count of a past run can be told. Written by triggers, because many statements change the two.
CREATE TABLE mapping_history (
  workspace_id text NOT NULL,
  line_item_id text NOT NULL,
  -- Until when it held.
  ended_at timestamptz NOT NULL,
  -- null: it was compared with nothing.
  measure_key text,
  PRIMARY KEY (workspace_id, line_item_id, ended_at),
  FOREIGN KEY (workspace_id, line_item_id) REFERENCES line_item (workspace_id, id) ON DELETE CASCADE
);

CREATE TABLE company_link_history (
  workspace_id text NOT NULL,
  company_id text NOT NULL,
  ended_at timestamptz NOT NULL,
  -- Whose it was; null: nobody's, or its vendor did not list it.
  organization_id text,
  PRIMARY KEY (workspace_id, company_id, ended_at),
  FOREIGN KEY (workspace_id, company_id) REFERENCES company (workspace_id, id) ON DELETE CASCADE
);

ALTER TABLE mapping_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON mapping_history USING (workspace_id = current_setting('tieout.workspace', true));
ALTER TABLE company_link_history ENABLE ROW LEVEL SECURITY;
CREATE POLICY own_workspace ON company_link_history USING (workspace_id = current_setting('tieout.workspace', true));

CREATE FUNCTION keep_mapping() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  -- The line itself may be on its way out, and its history with it.
  INSERT INTO mapping_history (workspace_id, line_item_id, ended_at, measure_key)
  SELECT OLD.workspace_id, OLD.line_item_id, clock_timestamp(), OLD.measure_key
  FROM line_item WHERE workspace_id = OLD.workspace_id AND id = OLD.line_item_id;
  RETURN NULL;
END $$;

CREATE TRIGGER mapping_changed AFTER UPDATE ON mapping
  FOR EACH ROW WHEN (OLD.measure_key IS DISTINCT FROM NEW.measure_key) EXECUTE FUNCTION keep_mapping();
CREATE TRIGGER mapping_removed AFTER DELETE ON mapping FOR EACH ROW EXECUTE FUNCTION keep_mapping();

CREATE FUNCTION keep_company_link() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  INSERT INTO company_link_history (workspace_id, company_id, ended_at, organization_id)
  VALUES (OLD.workspace_id, OLD.id, clock_timestamp(), CASE WHEN NOT OLD.is_gone THEN OLD.organization_id END);
  RETURN NULL;
END $$;

CREATE TRIGGER company_link_changed AFTER UPDATE ON company
  FOR EACH ROW WHEN (OLD.organization_id IS DISTINCT FROM NEW.organization_id OR OLD.is_gone <> NEW.is_gone)
  EXECUTE FUNCTION keep_company_link();
