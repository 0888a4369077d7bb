-- Every table of a workspace has workspace_id first in its primary, unique and foreign keys, so that the schema can be
-- distributed by it. Accounts stand apart: a person may belong to several workspaces.

-- Accounts (better-auth's own tables and column names) --------------------------------------------------------------

CREATE TABLE auth_user (
  "id" text PRIMARY KEY,
  "name" text NOT NULL,
  "email" text NOT NULL UNIQUE,
  "emailVerified" boolean NOT NULL DEFAULT false,
  "image" text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE auth_session (
  "id" text PRIMARY KEY,
  "userId" text NOT NULL REFERENCES auth_user ON DELETE CASCADE,
  "token" text NOT NULL UNIQUE,
  "expiresAt" timestamptz NOT NULL,
  "ipAddress" text,
  "userAgent" text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_session_user ON auth_session ("userId");

CREATE TABLE auth_account (
  "id" text PRIMARY KEY,
  "accountId" text NOT NULL,
  "providerId" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth_user ON DELETE CASCADE,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  "scope" text,
  "password" text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_account_user ON auth_account ("userId");

CREATE TABLE auth_verification (
  "id" text PRIMARY KEY,
  "identifier" text NOT NULL,
  "value" text NOT NULL,
  "expiresAt" timestamptz NOT NULL,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "updatedAt" timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX auth_verification_identifier ON auth_verification ("identifier");

-- Workspaces --------------------------------------------------------------------------------------------------------

CREATE TABLE workspace (
  workspace_id text PRIMARY KEY,
  name text NOT NULL,
  plan text NOT NULL CHECK (plan IN ('free', 'pro', 'enterprise')),
  currency text NOT NULL DEFAULT 'USD',
  time_zone text NOT NULL DEFAULT 'UTC',
  tolerance_units numeric,
  tolerance_percent numeric,
  stale_after_hours numeric NOT NULL DEFAULT 48,
  default_psa_integration_id text,
  is_demo boolean NOT NULL DEFAULT false,
  -- When the results change by themselves next: a day begins, or a source becomes stale.
  results_due_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX workspace_results_due ON workspace (results_due_at);

CREATE TABLE member (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  user_id text NOT NULL REFERENCES auth_user ON DELETE CASCADE,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'biller', 'viewer')),
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, user_id)
);
CREATE INDEX member_user ON member (user_id);

CREATE TABLE api_key (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  -- SHA-256 of the key: keys are long and random, so a slow hash would add nothing.
  key_hash bytea NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'biller', 'viewer')),
  created_at timestamptz NOT NULL DEFAULT now(),
  last_used_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX api_key_hash ON api_key (key_hash);

CREATE TABLE idempotent_answer (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  key text NOT NULL,
  request text NOT NULL,
  status integer NOT NULL,
  body text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, key)
);

-- Integrations and what they know -----------------------------------------------------------------------------------

CREATE TABLE integration (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id text NOT NULL,
  vendor text NOT NULL,
  name text NOT NULL,
  -- What is not secret, as given.
  settings jsonb NOT NULL DEFAULT '{}',
  -- The secret fields: JSON, encrypted with the instance's key.
  secrets text NOT NULL,
  secrets_set text[] NOT NULL DEFAULT '{}',
  -- Start of the last sync whose data are in use.
  last_good_sync_at timestamptz,
  -- Why the data in use may not be believed, though there was a good sync.
  trouble text CHECK (trouble IN ('sync_failed', 'sync_held')),
  -- Removed integrations stay: mappings to them are decisions, and read as unknown: integration_removed.
  removed_at timestamptz,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);

ALTER TABLE workspace ADD FOREIGN KEY (workspace_id, default_psa_integration_id)
  REFERENCES integration (workspace_id, id) DEFERRABLE INITIALLY DEFERRED;

CREATE TABLE sync_run (
  workspace_id text NOT NULL,
  id text NOT NULL,
  integration_id text NOT NULL,
  status text NOT NULL CHECK (status IN ('queued', 'running', 'succeeded', 'failed', 'held', 'cancelled')),
  phase text,
  done bigint NOT NULL DEFAULT 0,
  total bigint,
  added bigint NOT NULL DEFAULT 0,
  changed bigint NOT NULL DEFAULT 0,
  removed bigint NOT NULL DEFAULT 0,
  rejected bigint NOT NULL DEFAULT 0,
  -- A few of the rejected records: [{kind, message, sample}].
  rejected_samples jsonb NOT NULL DEFAULT '[]',
  -- [{companyExternalId, name, message}]
  failed_companies jsonb NOT NULL DEFAULT '[]',
  error_code text,
  error_message text,
  created_at timestamptz NOT NULL DEFAULT now(),
  started_at timestamptz,
  finished_at timestamptz,
  PRIMARY KEY (workspace_id, id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE
);
CREATE INDEX sync_run_latest ON sync_run (workspace_id, integration_id, created_at DESC);
-- At most one sync of an integration at a time.
CREATE UNIQUE INDEX sync_run_under_way ON sync_run (workspace_id, integration_id)
  WHERE status IN ('queued', 'running');

CREATE TABLE organization (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id text NOT NULL,
  name text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, id)
);

CREATE TABLE company (
  workspace_id text NOT NULL,
  id text NOT NULL,
  integration_id text NOT NULL,
  external_id text NOT NULL,
  name text NOT NULL,
  domains text[] NOT NULL DEFAULT '{}',
  tenant_id text,
  -- The vendor no longer lists it.
  is_gone boolean NOT NULL DEFAULT false,
  -- The last sync could not read this company alone; its data are older than the integration's.
  failed_message text,
  organization_id text,
  linked_by text CHECK (linked_by IN ('automatic', 'person')),
  is_ignored boolean NOT NULL DEFAULT false,
  -- A person has unlinked, ignored or linked it: nothing is linked by itself any more.
  is_decided boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, integration_id, external_id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, organization_id) REFERENCES organization (workspace_id, id),
  CHECK (NOT (is_ignored AND organization_id IS NOT NULL)),
  CHECK ((organization_id IS NULL) = (linked_by IS NULL))
);
CREATE INDEX company_organization ON company (workspace_id, organization_id);

-- Vendor records. external_id is the vendor's own id; a record belongs to the company that has company_external_id.

CREATE TABLE device (
  workspace_id text NOT NULL,
  integration_id text NOT NULL,
  external_id text NOT NULL,
  company_external_id text NOT NULL,
  name text NOT NULL,
  category text NOT NULL,
  raw_category text,
  os_name text,
  serial_number text,
  last_seen_at timestamptz,
  exclusion text,
  raw_status text,
  PRIMARY KEY (workspace_id, integration_id, external_id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE
);
CREATE INDEX device_company ON device (workspace_id, integration_id, company_external_id);

CREATE TABLE user_record (
  workspace_id text NOT NULL,
  integration_id text NOT NULL,
  external_id text NOT NULL,
  company_external_id text NOT NULL,
  user_principal_name text NOT NULL,
  display_name text NOT NULL,
  department text,
  enabled boolean NOT NULL,
  type text NOT NULL,
  raw_type text,
  paid_licenses integer,
  license_names text[] NOT NULL DEFAULT '{}',
  PRIMARY KEY (workspace_id, integration_id, external_id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE
);
CREATE INDEX user_record_company ON user_record (workspace_id, integration_id, company_external_id);

CREATE TABLE license (
  workspace_id text NOT NULL,
  integration_id text NOT NULL,
  external_id text NOT NULL,
  company_external_id text NOT NULL,
  sku_id text NOT NULL,
  sku_name text NOT NULL,
  part_number text,
  purchased numeric NOT NULL,
  assigned numeric,
  state text NOT NULL,
  raw_status text,
  is_trial boolean NOT NULL,
  exclusion text,
  term text,
  term_ends_at timestamptz,
  PRIMARY KEY (workspace_id, integration_id, external_id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE
);
CREATE INDEX license_company ON license (workspace_id, integration_id, company_external_id);

CREATE TABLE subscription (
  workspace_id text NOT NULL,
  integration_id text NOT NULL,
  external_id text NOT NULL,
  company_external_id text NOT NULL,
  product_id text NOT NULL,
  product_name text NOT NULL,
  quantity numeric NOT NULL,
  state text NOT NULL,
  raw_status text,
  is_trial boolean NOT NULL,
  billing_term text,
  term_ends_at timestamptz,
  PRIMARY KEY (workspace_id, integration_id, external_id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE
);
CREATE INDEX subscription_company ON subscription (workspace_id, integration_id, company_external_id);

-- What the PSA bills. Rows are never deleted: decisions belong to the line's identity in the PSA, and a line that is
-- gone reads as ended.

CREATE TABLE agreement (
  workspace_id text NOT NULL,
  id text NOT NULL,
  integration_id text NOT NULL,
  external_id text NOT NULL,
  company_external_id text NOT NULL,
  name text NOT NULL,
  status text NOT NULL,
  start_date date,
  end_date date,
  cancelled_date date,
  billing_cycle text NOT NULL,
  billing_cycle_raw text,
  currency text,
  parent_external_id text,
  url text,
  is_gone boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, integration_id, external_id),
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration ON DELETE CASCADE
);
CREATE INDEX agreement_company ON agreement (workspace_id, integration_id, company_external_id);

CREATE TABLE line_item (
  workspace_id text NOT NULL,
  id text NOT NULL,
  integration_id text NOT NULL,
  agreement_external_id text NOT NULL,
  external_id text NOT NULL,
  product_id text,
  product_name text NOT NULL,
  description text,
  quantity numeric NOT NULL,
  included_quantity numeric NOT NULL,
  minimum_quantity numeric,
  unit_price numeric NOT NULL,
  extended_amount numeric,
  quantity_source text NOT NULL,
  quantity_source_raw text,
  is_heading boolean NOT NULL,
  is_active boolean NOT NULL,
  billing_type text NOT NULL,
  -- The line's own cycle where it differs from its agreement's.
  billing_cycle text,
  effective_from date,
  effective_to date,
  is_gone boolean NOT NULL DEFAULT false,
  PRIMARY KEY (workspace_id, id),
  UNIQUE (workspace_id, integration_id, external_id),
  FOREIGN KEY (workspace_id, integration_id, agreement_external_id)
    REFERENCES agreement (workspace_id, integration_id, external_id) DEFERRABLE INITIALLY DEFERRED
);
CREATE INDEX line_item_agreement ON line_item (workspace_id, integration_id, agreement_external_id);

-- What people decide --------------------------------------------------------------------------------------------------

CREATE TABLE line_decision (
  workspace_id text NOT NULL,
  line_item_id text NOT NULL,
  deleted_at timestamptz,
  deleted_by text,
  ignored_at timestamptz,
  ignored_by text,
  ignore_reason text,
  parent_line_item_id text,
  link_effect text CHECK (link_effect IN ('price', 'quantity')),
  linked_by text,
  PRIMARY KEY (workspace_id, line_item_id),
  FOREIGN KEY (workspace_id, line_item_id) REFERENCES line_item (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, parent_line_item_id) REFERENCES line_item (workspace_id, id),
  CHECK ((parent_line_item_id IS NULL) = (link_effect IS NULL))
);
CREATE INDEX line_decision_parent ON line_decision (workspace_id, parent_line_item_id);

CREATE TABLE mapping (
  workspace_id text NOT NULL,
  line_item_id text NOT NULL,
  -- null: a manual line that is compared with nothing.
  integration_id text,
  metric text CHECK (metric IN ('devices', 'users', 'licenses', 'subscriptions')),
  filter jsonb,
  measure_key text,
  units_per_line numeric NOT NULL DEFAULT 1,
  minimum numeric,
  tolerance_units numeric,
  tolerance_percent numeric,
  origin text NOT NULL CHECK (origin IN ('person', 'rule', 'suggestion')),
  decided_by text NOT NULL,
  decided_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (workspace_id, line_item_id),
  FOREIGN KEY (workspace_id, line_item_id) REFERENCES line_item (workspace_id, id) ON DELETE CASCADE,
  FOREIGN KEY (workspace_id, integration_id) REFERENCES integration (workspace_id, id),
  CHECK ((integration_id IS NULL) = (metric IS NULL) AND (metric IS NULL) = (measure_key IS NULL))
);

-- What runs say -------------------------------------------------------------------------------------------------------

CREATE TABLE reconciliation_run (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id bigint GENERATED ALWAYS AS IDENTITY,
  created_at timestamptz NOT NULL DEFAULT now(),
  trigger text NOT NULL,
  changed_rows bigint NOT NULL,
  totals jsonb NOT NULL,
  -- Start of the last good sync of every integration, by its id.
  as_of jsonb NOT NULL,
  PRIMARY KEY (workspace_id, id)
);

-- The present state and result of every line, evaluated for a day. A run writes only the rows that changed.
CREATE TABLE line_result (
  workspace_id text NOT NULL,
  line_item_id text NOT NULL,
  -- The run that wrote this version.
  run_id bigint NOT NULL,
  organization_id text,
  agreement_id text NOT NULL,
  state text NOT NULL,
  state_reason text,
  -- The integration filter (domain.md section 2), an adjustment's taken from its parent.
  psa_integration_id text NOT NULL,
  mapped_integration_id text,
  -- While it has no mapping: the metrics that could serve its quantity source.
  servable_metrics text[] NOT NULL DEFAULT '{}',
  product_key text NOT NULL,
  currency text NOT NULL,
  -- null: its billing cycle is not understood.
  monthly_amount numeric,
  -- The share of the billing it belongs to; null: not active.
  bucket text CHECK (bucket IN ('checked', 'unmapped', 'unknown', 'notCompared', 'ignored')),
  -- null: not mapped.
  status text,
  reason_code text,
  reason_text text,
  counted numeric,
  quantity numeric NOT NULL,
  units_per_line numeric NOT NULL DEFAULT 1,
  billed_units numeric NOT NULL,
  variance numeric,
  needed numeric,
  impact numeric,
  shared_with text[] NOT NULL DEFAULT '{}',
  explanation text NOT NULL DEFAULT '',
  -- The first run of the unbroken stretch in which the variance had its sign.
  variance_since_run_id bigint,
  variance_since timestamptz,
  PRIMARY KEY (workspace_id, line_item_id),
  FOREIGN KEY (workspace_id, line_item_id) REFERENCES line_item (workspace_id, id) ON DELETE CASCADE
);
CREATE INDEX line_result_impact ON line_result (workspace_id, impact DESC, line_item_id) WHERE status IS NOT NULL;
CREATE INDEX line_result_organization ON line_result (workspace_id, organization_id);
CREATE INDEX line_result_product ON line_result (workspace_id, product_key);

-- Earlier versions of line_result, each valid from run_id until before ended_run_id.
CREATE TABLE line_result_history (
  LIKE line_result,
  ended_run_id bigint NOT NULL,
  PRIMARY KEY (workspace_id, line_item_id, run_id)
);

CREATE TABLE audit_log (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id bigint GENERATED ALWAYS AS IDENTITY,
  at timestamptz NOT NULL DEFAULT now(),
  actor_kind text NOT NULL CHECK (actor_kind IN ('person', 'key', 'system')),
  actor_id text,
  actor_name text NOT NULL,
  action text NOT NULL,
  subject_kind text NOT NULL,
  subject_id text,
  before jsonb,
  after jsonb,
  PRIMARY KEY (workspace_id, id)
);
