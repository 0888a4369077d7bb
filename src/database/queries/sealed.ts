import type { Queryable } from '../connect.ts';

/** Credentials of an integration as they are stored; null ones are none. */
export type SealedCredentials = { workspaceId: string; integrationId: string; secrets: string };

/** Of every integration of every workspace, locked until the transaction ends. */
export async function lockSealedCredentials(db: Queryable): Promise<SealedCredentials[]> {
  const { rows } = await db.query<SealedCredentials>(
    `SELECT workspace_id AS "workspaceId", id AS "integrationId", secrets FROM integration
     WHERE secrets <> '' ORDER BY workspace_id, id FOR UPDATE`,
  );
  return rows;
}

export async function replaceSealedCredentials(
  db: Queryable,
  { workspaceId, integrationId, secrets }: SealedCredentials,
): Promise<void> {
  await db.query('UPDATE integration SET secrets = $3 WHERE workspace_id = $1 AND id = $2', [
    workspaceId,
    integrationId,
    secrets,
  ]);
}

/** A person's second factor as it is stored: better-auth's columns. */
export type EncryptedFactor = { id: string; secret: string; backupCodes: string };

/** Of every person, locked until the transaction ends. */
export async function lockEncryptedFactors(db: Queryable): Promise<EncryptedFactor[]> {
  const { rows } = await db.query<EncryptedFactor>(
    'SELECT "id", "secret", "backupCodes" FROM auth_two_factor ORDER BY "id" FOR UPDATE',
  );
  return rows;
}

export async function replaceEncryptedFactor(
  db: Queryable,
  { id, secret, backupCodes }: EncryptedFactor,
): Promise<void> {
  await db.query('UPDATE auth_two_factor SET "secret" = $2, "backupCodes" = $3 WHERE "id" = $1', [
    id,
    secret,
    backupCodes,
  ]);
}

/** Ends every session: their cookies were signed with the secret before. */
export async function endAllSessions(db: Queryable): Promise<void> {
  await db.query('DELETE FROM auth_session');
}
