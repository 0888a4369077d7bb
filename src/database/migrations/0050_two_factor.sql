-- A second factor at sign-in (better-auth's own table and column names).
ALTER TABLE auth_user ADD COLUMN "twoFactorEnabled" boolean NOT NULL DEFAULT false;

CREATE TABLE auth_two_factor (
  "id" text PRIMARY KEY,
  "userId" text NOT NULL UNIQUE REFERENCES auth_user ON DELETE CASCADE,
  -- Both encrypted by better-auth.
  "secret" text NOT NULL,
  "backupCodes" text NOT NULL,
  "verified" boolean NOT NULL DEFAULT true,
  "failedVerificationCount" integer NOT NULL DEFAULT 0,
  "lockedUntil" timestamptz,
  -- Ours: the time step of the last code that was taken, so that no code is taken twice (RFC 6238, section 5.2).
  "lastStep" bigint
);
