import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto';
import type { PoolClient } from 'pg';
import type { Database } from './database/connect.ts';
import {
  endAllSessions,
  lockEncryptedFactors,
  lockSealedCredentials,
  replaceEncryptedFactor,
  replaceSealedCredentials,
} from './database/queries/sealed.ts';
import { placeOf } from './integrations/open.ts';
import { PlainError } from './plain-error.ts';
import { SecretBox } from './secret-box.ts';

/** How much was brought under the new secret; what neither secret opens is left as it is. */
export type Rotation = { sealed: number; unreadable: number };

/** The secret that was given is not the one of the stored credentials. */
export class WrongSecretError extends PlainError {}

/**
 * Brings all that an instance's secret protects under another one: credentials of integrations and second factors. Ends
 * every session, whose cookies the secret signs. All of it or nothing; what the new secret opens already stays.
 * @throws WrongSecretError where there is something and neither secret opens any of it
 */
export async function rotateSecret(db: Database, before: string, after: string): Promise<Rotation> {
  return db.acrossWorkspaces.transaction(async (client) => {
    const outcomes = [
      ...(await resealCredentials(client, before, after)),
      ...(await reencryptFactors(client, before, after)),
    ];
    const sealed = outcomes.filter((isSealed) => isSealed).length;
    if (sealed === 0 && outcomes.length > 0) {
      throw new WrongSecretError(
        'The secret is not the one that the stored credentials were sealed with. Nothing was changed.',
      );
    }
    await endAllSessions(client);
    return { sealed, unreadable: outcomes.length - sealed };
  });
}

async function resealCredentials(client: PoolClient, before: string, after: string): Promise<boolean[]> {
  const sealing = new SecretBox(after);
  const boxes = [new SecretBox(before), sealing];
  const outcomes: boolean[] = [];
  for (const stored of await lockSealedCredentials(client)) {
    const place = placeOf(stored.workspaceId, stored.integrationId);
    const text = await firstOf(boxes.map((box) => async () => box.open(stored.secrets, place)));
    if (text !== null) {
      await replaceSealedCredentials(client, { ...stored, secrets: sealing.seal(text, place) });
    }
    outcomes.push(text !== null);
  }
  return outcomes;
}

/** better-auth encrypts them with its secret, which is the instance's. */
async function reencryptFactors(client: PoolClient, before: string, after: string): Promise<boolean[]> {
  const outcomes: boolean[] = [];
  for (const { id, ...stored } of await lockEncryptedFactors(client)) {
    const open = (data: string) =>
      firstOf([before, after].map((key) => () => symmetricDecrypt({ key, data })));
    const [secret, backupCodes] = [await open(stored.secret), await open(stored.backupCodes)];
    const isOpen = secret !== null && backupCodes !== null;
    if (isOpen) {
      await replaceEncryptedFactor(client, {
        id,
        secret: await symmetricEncrypt({ key: after, data: secret }),
        backupCodes: await symmetricEncrypt({ key: after, data: backupCodes }),
      });
    }
    outcomes.push(isOpen);
  }
  return outcomes;
}

/** @returns what the first of the ways that succeeds gives; null: none does */
async function firstOf(ways: readonly (() => Promise<string>)[]): Promise<string | null> {
  for (const way of ways) {
    const found = await way().catch(() => null);
    if (found !== null) return found;
  }
  return null;
}

/**
 * The same for a secret that is kept in the data directory: makes a new one and puts it in place. The new one is written
 * before anything is sealed with it: cut off at any moment, the same call again goes on with it.
 */
export async function rotateSecretFile(db: Database, dataDir: string, before: string): Promise<Rotation> {
  const [path, next] = [resolve(dataDir, 'secret'), resolve(dataDir, 'secret.next')];
  if (!existsSync(next)) {
    writeFileSync(next, `${randomBytes(32).toString('base64url')}\n`, {
      mode: 0o600,
      flag: 'wx',
      flush: true,
    });
  }
  const rotation = await rotateSecret(db, before, readFileSync(next, 'utf8').trim());
  renameSync(next, path);
  return rotation;
}
