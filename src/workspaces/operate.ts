import { createKeyText, hashApiKey } from '../accounts/api-keys.ts';
import type { Database } from '../database/connect.ts';
import { insertApiKey } from '../database/queries/api-keys.ts';
import { type Actor, recordAudit } from '../database/queries/audit.ts';
import {
  getOperated,
  type OperatedChange,
  type OperatedWorkspace,
  updateOperated,
} from '../database/queries/operator.ts';
import { insertWorkspace } from '../database/queries/workspaces.ts';
import type { Plan } from '../domain/plans.ts';
import { createId } from '../ids.ts';

/** Whoever runs the instance, as the audit log names them. */
const OPERATOR: Actor = { kind: 'system', id: null, name: 'Operator' };

/** Makes a workspace with an owner's key. @returns the key too, which is not stored */
export async function createOperated(
  db: Database,
  { name, plan }: { name: string; plan: Plan },
): Promise<{ workspace: OperatedWorkspace; apiKey: string }> {
  const id = createId('ws');
  const apiKey = createKeyText();
  const workspace = await db.acrossWorkspaces.transaction(async (client) => {
    await insertWorkspace(client, { id, name, plan, isDemo: false });
    const keyHash = hashApiKey(apiKey);
    const key = { workspaceId: id, id: createId('key'), name: 'First key', role: 'owner' as const, keyHash };
    await insertApiKey(client, { ...key, createdBy: OPERATOR.name });
    await recordAudit(client, id, OPERATOR, [
      { action: 'workspace.create', subjectKind: 'workspace', subjectId: id, after: { name, plan } },
    ]);
    return getOperated(client, id);
  });
  if (workspace === null) {
    throw new Error('a workspace was inserted but not found');
  }
  return { workspace, apiKey };
}

/** Sets the plan, suspends or resumes. @returns the workspace as it is then, or null where there is none */
export async function changeOperated(
  db: Database,
  workspaceId: string,
  change: OperatedChange,
): Promise<OperatedWorkspace | null> {
  return db.acrossWorkspaces.transaction(async (client) => {
    const before = await getOperated(client, workspaceId);
    const after = before === null ? null : await updateOperated(client, workspaceId, change);
    if (before === null || after === null) {
      return null;
    }
    const told = ({ plan, suspendedAt }: OperatedWorkspace) => ({ plan, suspendedAt });
    await recordAudit(client, workspaceId, OPERATOR, [
      {
        action: 'workspace.operate',
        subjectKind: 'workspace',
        subjectId: workspaceId,
        before: told(before),
        after: told(after),
      },
    ]);
    return after;
  });
}
