import { randomBytes } from 'node:crypto';
import type { Sandbox } from '../../sandbox/sandbox.ts';
import { type Auth, setPassword, signIn } from '../accounts/auth.ts';
import { createOwner } from '../accounts/set-up.ts';
import { findPerson, listDemoWorkspaces } from '../database/queries/accounts.ts';
import { inWorkspace } from '../database/workspace-scope.ts';
import type { AppContext } from '../http/context.ts';
import type { DemoAccess } from '../http/demo-access.ts';
import { loadDemo } from './load-demo.ts';

const OWNER = { name: 'Demo', email: 'demo@tieout.localhost' };

export type Demo = DemoAccess & {
  /** Starts what the instance needs of the demo; the first time on a demo instance this also loads it. */
  start(): Promise<void>;
  stop(): Promise<void>;
};

type DemoInput = { context: AppContext; auth: Auth; isDemoInstance: boolean };

/** The demo of an instance: the simulated vendors run only once somebody asked for them. */
export function createDemo({ context, auth, isDemoInstance }: DemoInput): Demo {
  let sandbox: Sandbox | null = null;
  // Nobody needs to know it: the instance itself signs visitors of this machine in.
  const password = randomBytes(24).toString('base64url');

  const runSandbox = async (): Promise<Sandbox> => {
    const { startSandbox } = await import('../../sandbox/sandbox.ts');
    sandbox ??= await startSandbox();
    context.vendorAddresses.trustedOrigin = new URL(sandbox.url('halopsa')).origin;
    return sandbox;
  };

  const load = async (workspaceId: string) => {
    const vendors = await runSandbox();
    return inWorkspace(workspaceId, () => loadDemo(context, vendors, workspaceId));
  };

  return {
    isDemoInstance,
    signIn: () => signIn(auth, { email: OWNER.email, password }),
    load,
    start: async () => {
      if (isDemoInstance) {
        await ensureOwner(context, auth, password);
      }
      for (const workspaceId of await listDemoWorkspaces(context.db.acrossWorkspaces.pool)) {
        await load(workspaceId);
      }
    },
    stop: async () => {
      await sandbox?.close();
    },
  };
}

async function ensureOwner({ db }: AppContext, auth: Auth, password: string): Promise<void> {
  const userId = await findPerson(db.acrossWorkspaces.pool, OWNER.email);
  if (userId === null) {
    await createOwner(db, auth, { ...OWNER, password, workspaceName: 'Northwind IT', isDemo: true });
  } else {
    await setPassword(auth, userId, password);
  }
}
