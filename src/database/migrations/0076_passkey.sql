-- Passkeys (better-auth's own table and column names).
CREATE TABLE auth_passkey (
  "id" text PRIMARY KEY,
  "name" text,
  -- Base64 of the COSE key; the private half never leaves the person's device.
  "publicKey" text NOT NULL,
  "userId" text NOT NULL REFERENCES auth_user ON DELETE CASCADE,
  -- Unique: a sign-in is told by it whose key it is.
  "credentialID" text NOT NULL UNIQUE,
  "counter" bigint NOT NULL,
  "deviceType" text NOT NULL,
  "backedUp" boolean NOT NULL,
  "transports" text,
  "createdAt" timestamptz NOT NULL DEFAULT now(),
  "aaguid" text,
  -- Ours: when it last signed somebody in.
  "lastUsedAt" timestamptz
);
CREATE INDEX auth_passkey_user ON auth_passkey ("userId");
