import { createHash, randomBytes } from 'node:crypto';
import type { Database } from '../database/connect.ts';
import { insertApiKey, revokeApiKey } from '../database/queries/api-keys.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import type { Role } from '../http/policy.ts';
import { createId } from '../ids.ts';
import { notFound } from '../problem.ts';

const KEY_BYTES = 32;

/** The form in which a key is stored and looked up; keys are long and random, so a slow hash would add nothing. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}

/** A key that nobody can guess; the prefix lets scanners for leaked secrets know it. */
export function createKeyText(): string {
  return `tieout_${randomBytes(KEY_BYTES).toString('base64url')}`;
}

export type WantedKey = { name: string; role: Role; expiresAt: Date | null };

/** Makes a key. @returns its id, and the key itself, which is not stored and cannot be shown again */
export async function createApiKey(
  db: Database,
  workspaceId: string,
  actor: Actor,
  { name, role, expiresAt }: WantedKey,
): Promise<{ id: string; key: string }> {
  const id = createId('key');
  const key = createKeyText();
  await db.transaction(async (client) => {
    const createdBy = actor.name;
    await insertApiKey(client, {
      workspaceId,
      id,
      name,
      role,
      expiresAt,
      createdBy,
      keyHash: hashApiKey(key),
    });
    const after = { name, role, expiresAt };
    await recordAudit(client, workspaceId, actor, [
      { action: 'api_key.create', subjectKind: 'api_key', subjectId: id, after },
    ]);
  });
  return { id, key };
}

/** Ends a key at once. @throws Problem not-found; a key that is revoked already stays so */
export async function endApiKey(db: Database, workspaceId: string, actor: Actor, id: string): Promise<void> {
  await db.transaction(async (client) => {
    const before = await revokeApiKey(client, workspaceId, id);
    if (before === null) {
      throw notFound('an API key');
    }
    await recordAudit(client, workspaceId, actor, [
      { action: 'api_key.revoke', subjectKind: 'api_key', subjectId: id, before },
    ]);
  });
}
