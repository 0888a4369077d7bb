import type { AccountsConfig } from '../config-accounts.ts';
import { startTestInstance, type TestInstance } from '../http/testing.ts';
import { openTestBrowser, type TestBrowser } from './testing-browser.ts';

export const OWNER = {
  name: 'Ada Clerk',
  email: 'ada@northwind.example',
  password: 'a long enough password',
  workspaceName: 'Northwind IT',
};

/** An instance and its owner, signed in. */
export type OwnedInstance = { instance: TestInstance; owner: TestBrowser; open: () => TestBrowser };

/** A new instance, set up. */
export async function startOwnedInstance(accounts: Partial<AccountsConfig> = {}): Promise<OwnedInstance> {
  const instance = await startTestInstance(new Map(), accounts);
  const open = () => openTestBrowser(instance.url);
  const owner = open();
  const { status } = await owner.request('POST', '/api/v1/setup', {
    code: instance.setUpCode.code,
    ...OWNER,
  });
  if (status !== 201) {
    throw new Error(`The set-up answered ${status}.`);
  }
  return { instance, owner, open };
}
