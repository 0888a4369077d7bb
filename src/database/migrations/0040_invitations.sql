-- Someone is asked into a workspace by a link that works once. The row stays, for whoever asks what happened.
CREATE TABLE invitation (
  workspace_id text NOT NULL REFERENCES workspace ON DELETE CASCADE,
  id text NOT NULL,
  -- Lower-case, as people's addresses are.
  email text NOT NULL,
  role text NOT NULL CHECK (role IN ('owner', 'admin', 'biller', 'viewer')),
  -- SHA-256 of the link's token: tokens are long and random, so a slow hash would add nothing.
  token_hash bytea NOT NULL,
  -- A person's id or a key's, and the name at that time.
  invited_by_id text,
  invited_by text NOT NULL,
  created_at timestamptz NOT NULL DEFAULT now(),
  expires_at timestamptz NOT NULL,
  accepted_at timestamptz,
  withdrawn_at timestamptz,
  PRIMARY KEY (workspace_id, id)
);
CREATE UNIQUE INDEX invitation_token ON invitation (token_hash);
-- A second link for the same address replaces the first.
CREATE UNIQUE INDEX invitation_open ON invitation (workspace_id, email)
  WHERE accepted_at IS NULL AND withdrawn_at IS NULL;
