import type { CompanySubscription, GraphUser, ManagedDevice, SubscribedSku, UserPurpose } from './schema.ts';

/** One customer's directory, in the shapes Graph answers with. */
export type MicrosoftTenant = {
  tenantId: string;
  displayName: string;
  defaultDomain: string;
  /** Whether the MSP's application has been consented to; without it no token is issued. */
  hasConsent: boolean;
  skus: SubscribedSku[];
  subscriptions: CompanySubscription[];
  users: GraphUser[];
  /** What Intune manages; null: the tenant has no Intune. */
  managedDevices: ManagedDevice[] | null;
  /** What each mailbox is for, by user id; users without an entry have no mailbox. */
  mailboxes: Map<string, UserPurpose>;
};
