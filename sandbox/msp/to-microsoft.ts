import type { CompanySubscription, GraphUser, SubscribedSku, UserPurpose } from '../microsoft-365/schema.ts';
import type { MicrosoftTenant } from '../microsoft-365/tenant.ts';
import { addDays } from './calendar.ts';
import type { PlantedClient, PlantedSubscription, PlantedUser } from './model.ts';
import { type Random, randomFor } from './random.ts';
import { EXCHANGE_PLAN_1, POWER_AUTOMATE_FREE, POWER_BI_PRO, type Sku } from './skus.ts';
import { bringsIntune, intuneCounts, toIntune } from './to-intune.ts';
import type { CompanyTruth, CountTruth, SandboxMsp } from './types.ts';

/** A client that left; the MSP still has its delegated access. */
const FORMER_CLIENT = 'Copper Kettle Diner';

/** What Graph serves of the planted clients, and whose each tenant is. */
export function toMicrosoft(
  clients: PlantedClient[],
  today: string,
  seed: number,
): { data: SandboxMsp['microsoft']; truth: CompanyTruth[]; counts: CountTruth[] } {
  const partner = randomFor(seed, 'microsoft/partner');
  const withTenant = clients.flatMap((client) => (client.tenant ? [{ client, named: client.tenant }] : []));
  const tenants = withTenant.map(({ client, named }) => ({
    ...tenantRow(client, today, seed),
    displayName: named.name,
    hasConsent: named.hasConsent,
  }));
  const truth = withTenant.map(({ client, named }, index) =>
    truthOf(tenants[index], client.name, named.isExact),
  );
  const former = emptyTenant(FORMER_CLIENT, 'copperkettle.example', randomFor(seed, 'microsoft/former'));
  return {
    data: {
      partnerTenantId: partner.uuid(),
      partnerDomain: 'northwind-it.example',
      tenants: [...tenants, former],
    },
    truth: [...truth, truthOf(former, null, false)],
    counts: withTenant
      .filter(({ named }) => named.hasConsent)
      .flatMap(({ client }) => intuneCounts(client, today, seed)),
  };
}

/** The id of a client's tenant, the same wherever Microsoft tells it: the first that its stream gives. */
export function tenantIdOf(clientName: string, seed: number): string {
  return randomFor(seed, `microsoft/${clientName}`).uuid();
}

/** Of the client that left. */
export function formerTenantIdOf(seed: number): string {
  return tenantIdOf('former', seed);
}

function truthOf(tenant: MicrosoftTenant | undefined, owner: string | null, isExact: boolean): CompanyTruth {
  return {
    vendor: 'microsoft-365',
    externalId: tenant?.tenantId ?? '',
    organizationName: owner,
    exactNameMatch: isExact,
  };
}

function emptyTenant(displayName: string, defaultDomain: string, random: Random): MicrosoftTenant {
  return {
    tenantId: random.uuid(),
    displayName,
    defaultDomain,
    hasConsent: true,
    skus: [],
    subscriptions: [],
    users: [],
    managedDevices: null,
    mailboxes: new Map(),
  };
}

function tenantRow(client: PlantedClient, today: string, seed: number): MicrosoftTenant {
  const random = randomFor(seed, `microsoft/${client.name}`);
  const tenant = emptyTenant(client.name, client.domain, random);
  const planted = client.users.map((user) => ({ user, row: userRow(user, today, random) }));
  const subscriptions = client.subscriptions.map((row) => ({
    planted: row,
    row: subscriptionRow(row, today, random),
  }));
  const mailboxes = planted.flatMap(({ user, row }): [string, UserPurpose][] => {
    const purpose = purposeOf(user);
    return purpose ? [[row.id, purpose]] : [];
  });
  return {
    ...tenant,
    users: planted.map(({ row }) => row),
    managedDevices: toIntune(client, today, seed),
    subscriptions: subscriptions.map(({ row }) => row),
    skus: skuRows(tenant, client, subscriptions),
    mailboxes: new Map(mailboxes),
  };
}

function userRow(user: PlantedUser, today: string, random: Random): GraphUser {
  const [givenName = null, surname = null] = user.kind === 'member' ? user.name.split(' ') : [];
  return {
    id: random.uuid(),
    businessPhones: [],
    displayName: user.name,
    givenName,
    jobTitle: null,
    mail: user.kind === 'service' ? null : user.upn.replace('#EXT#', ''),
    mobilePhone: null,
    officeLocation: null,
    preferredLanguage: null,
    surname,
    userPrincipalName: user.upn,
    accountEnabled: user.isEnabled,
    userType: user.hasUserType ? (user.kind === 'guest' ? 'Guest' : 'Member') : null,
    assignedLicenses: user.skus.map((sku) => ({ skuId: sku.id, disabledPlans: [] })),
    createdDateTime: `${addDays(today, -random.integer(30, 2000))}T08:00:00Z`,
    department: user.department,
    employeeType: null,
    isResourceAccount: null,
    onPremisesSyncEnabled: null,
  };
}

/** Guests and service accounts have no mailbox, nor has anyone without a licence that brings one. */
function purposeOf(user: PlantedUser): UserPurpose | null {
  if (user.kind === 'shared' || user.kind === 'room') return user.kind;
  const hasMailbox = user.skus.some((sku) => sku !== POWER_AUTOMATE_FREE && sku !== POWER_BI_PRO);
  return user.kind === 'member' && hasMailbox ? 'user' : null;
}

const STATUS = { active: 'Enabled', grace: 'Warning', suspended: 'Suspended' } as const;

function subscriptionRow(planted: PlantedSubscription, today: string, random: Random): CompanySubscription {
  const isLapsed = planted.state !== 'active';
  return {
    id: random.uuid(),
    commerceSubscriptionId: random.uuid(),
    createdDateTime: `${addDays(today, -random.integer(60, 900))}T00:00:00Z`,
    isTrial: planted.isTrial,
    nextLifecycleDateTime: planted.sku.isFree
      ? null
      : `${addDays(today, isLapsed ? -12 : random.integer(10, 330))}T00:00:00Z`,
    ownerId: null,
    ownerTenantId: null,
    ownerType: null,
    serviceStatus: [],
    skuId: planted.sku.id,
    skuPartNumber: planted.sku.partNumber,
    status: STATUS[planted.state],
    totalLicenses: planted.seats,
  };
}

type SubscriptionPair = { planted: PlantedSubscription; row: CompanySubscription };

/** One row a SKU: the seats of all its subscriptions, trial ones too, and how many are in use. */
function skuRows(tenant: MicrosoftTenant, client: PlantedClient, pairs: SubscriptionPair[]): SubscribedSku[] {
  const skus = [...new Set(pairs.map(({ planted }) => planted.sku))];
  return skus.map((sku) => {
    const own = pairs.filter(({ planted }) => planted.sku === sku);
    const seats = (state: PlantedSubscription['state']) =>
      own
        .filter(({ planted }) => planted.state === state)
        .reduce((sum, { planted }) => sum + planted.seats, 0);
    const prepaidUnits = {
      enabled: seats('active'),
      lockedOut: 0,
      suspended: seats('suspended'),
      warning: seats('grace'),
    };
    return {
      id: `${tenant.tenantId}_${sku.id}`,
      accountId: tenant.tenantId,
      accountName: client.name,
      appliesTo: 'User',
      capabilityStatus:
        prepaidUnits.enabled > 0 ? 'Enabled' : prepaidUnits.warning > 0 ? 'Warning' : 'Suspended',
      consumedUnits: client.users.filter((user) => user.skus.includes(sku)).length,
      prepaidUnits,
      servicePlans: servicePlansOf(sku),
      skuId: sku.id,
      skuPartNumber: sku.partNumber,
      subscriptionIds: own.map(({ row }) => row.id),
    };
  });
}

/** Exchange's plan for what brings a mailbox, and Intune's; the ids are Microsoft's. */
function servicePlansOf(sku: Sku): SubscribedSku['servicePlans'] {
  if (sku === POWER_AUTOMATE_FREE || sku === POWER_BI_PRO) return [];
  const exchange =
    sku === EXCHANGE_PLAN_1
      ? servicePlan('9aaf7827-d63c-4b61-89c3-182f06f82e5c', 'EXCHANGE_S_STANDARD')
      : servicePlan('efb87545-963c-4e0d-99df-69c6916d9eb0', 'EXCHANGE_S_ENTERPRISE');
  const intune = servicePlan('c1ec4a95-1f05-45b3-a911-aa3fa01094f5', 'INTUNE_A');
  return bringsIntune(sku) ? [exchange, intune] : [exchange];
}

function servicePlan(servicePlanId: string, servicePlanName: string): SubscribedSku['servicePlans'][number] {
  return { servicePlanId, servicePlanName, provisioningStatus: 'Success', appliesTo: 'User' };
}
