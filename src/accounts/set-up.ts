import { randomInt, timingSafeEqual } from 'node:crypto';
import type { Database } from '../database/connect.ts';
import { findUnownedWorkspace, hasPeople, insertMember } from '../database/queries/accounts.ts';
import { insertApiKey } from '../database/queries/api-keys.ts';
import { hasWorkspaces, insertWorkspace, updateWorkspace } from '../database/queries/workspaces.ts';
import { createId } from '../ids.ts';
import { Problem } from '../problem.ts';
import { hashApiKey } from './api-keys.ts';
import { type Auth, createPerson, type NewPerson } from './auth.ts';

const CODE_LENGTH = 8;
/** After so many wrong codes the set-up is closed until the next start. */
const CODE_ATTEMPTS = 20;

/** Guards the set-up of an instance that nobody owns yet: whoever sees the terminal may own it. */
export class SetUpCode {
  readonly code = Array.from({ length: CODE_LENGTH }, () => randomInt(10)).join('');
  #attemptsLeft = CODE_ATTEMPTS;

  /** @throws Problem where the code is wrong, or was guessed at too often. */
  check(given: string): void {
    if (this.#attemptsLeft <= 0) {
      throw new Problem(
        'not-allowed',
        'Too many wrong codes. Start Tieout again and use the new code from the terminal.',
      );
    }
    const [expected, actual] = [Buffer.from(this.code), Buffer.from(given.replace(/\s/g, ''))];
    if (expected.length !== actual.length || !timingSafeEqual(expected, actual)) {
      this.#attemptsLeft--;
      throw new Problem(
        'invalid-input',
        'The code is not the one printed in the terminal where Tieout was started.',
        [{ path: 'code', message: 'not the code printed in the terminal' }],
      );
    }
  }
}

export type Owner = NewPerson & { workspaceName: string; isDemo: boolean };

/**
 * Makes a person the owner of the instance's first workspace, on the enterprise plan as self-hosted ones are.
 * A workspace that an unattended set-up created is taken over.
 * @throws Problem conflict where someone already owns the instance.
 */
export async function createOwner(
  db: Database,
  auth: Auth,
  owner: Owner,
): Promise<{ workspaceId: string; userId: string }> {
  if (await hasPeople(db.acrossWorkspaces.pool)) {
    throw new Problem('conflict', 'This instance is already set up. Sign in instead.');
  }
  const userId = await createPerson(auth, owner);
  const workspaceId = await db.acrossWorkspaces.transaction(async (client) => {
    const unowned = owner.isDemo ? null : await findUnownedWorkspace(client);
    const id = unowned ?? createId('ws');
    if (unowned === null) {
      await insertWorkspace(client, {
        id,
        name: owner.workspaceName,
        plan: 'enterprise',
        isDemo: owner.isDemo,
      });
    } else {
      await updateWorkspace(client, id, { name: owner.workspaceName });
    }
    await insertMember(client, id, userId, 'owner');
    return id;
  });
  return { workspaceId, userId };
}

/** Unattended set-up: a first workspace on the enterprise plan with this API key, unless there is a workspace. */
export async function bootstrapWorkspace(db: Database, apiKey: string): Promise<boolean> {
  return db.acrossWorkspaces.transaction(async (client) => {
    if (await hasWorkspaces(client)) {
      return false;
    }
    const workspaceId = createId('ws');
    await insertWorkspace(client, { id: workspaceId, name: 'My MSP', plan: 'enterprise', isDemo: false });
    const key = {
      workspaceId,
      id: createId('key'),
      name: 'Bootstrap key',
      keyHash: hashApiKey(apiKey),
      role: 'owner' as const,
    };
    await insertApiKey(client, key);
    return true;
  });
}
