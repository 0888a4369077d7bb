-- A key that has expired or was revoked signs nothing in; the row stays, for whoever asks what happened.
ALTER TABLE api_key
  ADD COLUMN created_by text,
  ADD COLUMN expires_at timestamptz,
  ADD COLUMN revoked_at timestamptz;

-- The operator has put the workspace to rest: nobody gets in, nothing is lost.
ALTER TABLE workspace ADD COLUMN suspended_at timestamptz;
