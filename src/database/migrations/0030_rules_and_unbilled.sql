-- One mapping for the lines of a product, now and later.

CREATE TABLE product_rule (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id text NOT NULL,
  -- Which lines: of a product, or whose product's name matches a pattern of * and ?.
  product_key text,
  -- As it was called when the rule was made, for people.
  product_name text,
  name_pattern text,
  -- Of which organizations: all, or those of product_rule_organization. None left is not all.
  applies_to text NOT NULL CHECK (applies_to IN ('all', 'some')),
  -- null: the lines are compared with nothing.
  integration_id text,
  metric text CHECK (metric IN ('devices', 'users', 'licenses', 'subscriptions')),
  filter jsonb,
  measure_key text,
  units_per_line numeric NOT NULL DEFAULT 1,
  minimum numeric,
  tolerance_units numeric,
  tolerance_percent numeric,
  made_by text NOT NULL,
  -- Of two rules that are equally specific the older one goes first.
  made_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  changed_at timestamptz NOT NULL DEFAULT clock_timestamp(),
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration (workspace_id, id),
  CHECK ((product_key IS NULL) <> (name_pattern IS NULL)),
  CHECK ((integration_id IS NULL) = (metric IS NULL) AND (metric IS NULL) = (measure_key IS NULL))
);

CREATE TABLE product_rule_organization (
  workspace_id text NOT NULL,
  rule_id text NOT NULL,
  organization_id text NOT NULL,
  PRIMARY KEY (workspace_id, rule_id, organization_id),
  FOREIGN KEY (workspace_id, rule_id) REFERENCES product_rule (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, organization_id) REFERENCES organization (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX product_rule_organization_of ON product_rule_organization (workspace_id, organization_id);

-- The rule that decides the mapping; null: a person does, or the rule is gone and its mappings stayed.
ALTER TABLE mapping ADD COLUMN rule_id text,
  ADD FOREIGN KEY (workspace_id, rule_id) REFERENCES product_rule (workspace_id, id) ON DELETE SET NULL (rule_id);
CREATE INDEX mapping_rule ON mapping (workspace_id, rule_id) WHERE rule_id IS NOT NULL;

-- A person took the line's mapping off: no rule maps it again.
ALTER TABLE line_decision ADD COLUMN keeps_unmapped boolean NOT NULL DEFAULT false;

-- Records that a person said need no line: they are not billable, with the reason.
CREATE TABLE unbilled_decision (
  workspace_id text NOT NULL,
  integration_id text NOT NULL,
  metric text NOT NULL CHECK (metric IN ('devices', 'users', 'licenses', 'subscriptions')),
  -- The record's id at its vendor: the decision outlives the record's absence.
  external_id text NOT NULL,
  reason text NOT NULL,
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, integration_id, metric, external_id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration (workspace_id, id) ON DELETE CASCADE
);
