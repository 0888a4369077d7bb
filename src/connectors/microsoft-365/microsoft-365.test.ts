import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { LicenseRecord, UserRecord } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { isFreeSku, skuName } from './catalogue.ts';
import { subject } from './contract.ts';
import { connector } from './index.ts';
import { toLicenses } from './licenses.ts';
import { skuRow, subscriptionRow, userRow } from './schema.ts';
import { isAmbiguous, toTenantLicenses, toUser } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const TENANT = '9c2b7f64-0000-4b4e-a1f3-6f3b8a0f7d55';
const PREMIUM = 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46';
const FLOW_FREE = 'f30db892-07e9-47e9-837c-80727f46fd3d';
const TRIAL_ONLY = '078d2b04-f1bd-4111-bbd4-b4b1b354cef4';

const fixture = JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures/tenant.json'), 'utf8'));
const skus = fixture.subscribedSkus.map((row: unknown) => skuRow.parse(row));
const subscriptions = fixture.subscriptions.map((row: unknown) => subscriptionRow.parse(row));

function licenses(changes: Record<string, unknown> = {}, ofSubscriptions = subscriptions): LicenseRecord[] {
  return toLicenses(skuRow.parse({ ...fixture.subscribedSkus[0], ...changes }), ofSubscriptions, TENANT);
}

const seats = (enabled: number, warning = 0, suspended = 0, lockedOut = 0) => ({
  prepaidUnits: { enabled, warning, suspended, lockedOut },
});

describe('licences', () => {
  test('the seats of a SKU part by what becomes of them, and the first part carries those in use', () => {
    const parts = licenses().map(({ externalId, purchased, assigned, state, isTrial, termEndsAt }) => ({
      part: externalId.replace(`${TENANT}:${PREMIUM}`, ''),
      purchased,
      assigned,
      state,
      isTrial,
      termEndsAt,
    }));
    const paidUntil = '2027-01-14T22:00:00.000Z';
    const trialUntil = '2026-12-01T00:00:00.000Z';
    expect(parts).toEqual([
      { part: '', purchased: 20, assigned: 21, state: 'active', isTrial: false, termEndsAt: paidUntil },
      { part: ':grace', purchased: 3, assigned: null, state: 'grace', isTrial: false, termEndsAt: paidUntil },
      {
        part: ':trial',
        purchased: 5,
        assigned: null,
        state: 'active',
        isTrial: true,
        termEndsAt: trialUntil,
      },
      {
        part: ':suspended',
        purchased: 5,
        assigned: null,
        state: 'suspended',
        isTrial: false,
        termEndsAt: paidUntil,
      },
    ]);
  });

  test('where subscriptions cannot be read, all seats read as paid', () => {
    expect(licenses(seats(25), []).map(({ purchased, isTrial }) => [purchased, isTrial])).toEqual([
      [25, false],
    ]);
  });

  test('trial seats that were suspended stay trial seats', () => {
    const suspended = subscriptions.map((row: object) => ({ ...row, status: 'Suspended' }));
    expect(
      licenses(seats(0, 0, 7), suspended).map(({ purchased, state, isTrial }) => [purchased, state, isTrial]),
    ).toEqual([
      [2, 'suspended', false],
      [5, 'suspended', true],
    ]);
  });

  test('a SKU without seats is still one record with its seats in use', () => {
    expect(licenses(seats(0))).toEqual([
      expect.objectContaining({
        externalId: `${TENANT}:${PREMIUM}`,
        purchased: 0,
        assigned: 21,
        state: 'active',
      }),
    ]);
    expect(licenses({ ...seats(0), capabilityStatus: 'Suspended' })).toMatchObject([{ state: 'suspended' }]);
  });

  test('a SKU that is only in grace carries its seats in use there', () => {
    expect(licenses(seats(0, 4), [])).toMatchObject([{ state: 'grace', purchased: 4, assigned: 21 }]);
  });

  test('deleted, company-wide and free SKUs are excluded, each with its reason', () => {
    expect(licenses()[0]?.exclusion).toBeNull();
    expect(licenses({ capabilityStatus: 'Deleted' })[0]?.exclusion).toBe('deleted');
    expect(licenses({ appliesTo: 'Company' })[0]?.exclusion).toBe('company_wide');
    expect(licenses({ skuId: FLOW_FREE.toUpperCase() })[0]?.exclusion).toBe('free');
  });

  test('a status that is not known is never read as a known one', () => {
    const records = licenses({ capabilityStatus: 'Hibernating' });
    expect(records.length).toBeGreaterThan(1);
    for (const { state, rawStatus } of records)
      expect([state, rawStatus]).toEqual(['unknown', 'Hibernating']);
  });

  test('SKUs have the names people know, else their part number, else their id', () => {
    expect(licenses()[0]).toMatchObject({ skuName: 'Microsoft 365 Business Premium', partNumber: 'SPB' });
    const unknown = { skuId: '11111111-1111-4111-8111-111111111111' };
    expect(licenses(unknown)[0]?.skuName).toBe('SPB');
    expect(licenses({ ...unknown, skuPartNumber: null })[0]?.skuName).toBe(unknown.skuId);
  });

  test('names with commas and quotes are read whole', () => {
    expect(skuName('977464c4-bfaf-4b67-b761-a9bb735a2196')).toBe(
      'Dynamics 365 Field Service, Enterprise Edition - Resource Scheduling Optimization',
    );
    expect(skuName('878B8BBD-3CD0-4B44-9A56-3406741E65E0')).toBe(
      'Power Pages authenticated users T3 min 1,000 units - 100 users/per site/month capacity pack',
    );
    expect(skuName('11111111-1111-4111-8111-111111111111')).toBeNull();
    expect([isFreeSku(FLOW_FREE), isFreeSku(PREMIUM)]).toEqual([true, false]);
  });
});

const tenantLicenses = toTenantLicenses(skus, subscriptions, TENANT);

function userFields(changes: Record<string, unknown>) {
  const base = {
    id: 'u1',
    userPrincipalName: 'ann@harbor.example',
    accountEnabled: true,
    assignedLicenses: [],
  };
  return userRow.parse({ ...base, ...changes });
}

function user(changes: Record<string, unknown> = {}, purpose: string | null = null): UserRecord {
  return toUser(userFields(changes), tenantLicenses, purpose, TENANT);
}

const holds = (...skuIds: string[]) => ({ assignedLicenses: skuIds.map((skuId) => ({ skuId })) });

describe('users', () => {
  test('a person with a licence', () => {
    const row = {
      displayName: 'Ann Lee',
      department: 'Sales',
      userType: 'Member',
      ...holds(PREMIUM, FLOW_FREE),
    };
    expect(user(row)).toEqual({
      externalId: 'u1',
      companyExternalId: TENANT,
      userPrincipalName: 'ann@harbor.example',
      displayName: 'Ann Lee',
      department: 'Sales',
      enabled: true,
      type: 'member',
      rawType: 'Member',
      paidLicenses: 1,
      licenseNames: ['Microsoft 365 Business Premium', 'Microsoft Power Automate Free'],
    });
  });

  test('free licences, and SKUs that the tenant has on trial only, are not paid for', () => {
    expect(user(holds(FLOW_FREE, TRIAL_ONLY)).paidLicenses).toBe(0);
    expect(user(holds(TRIAL_ONLY.toUpperCase(), PREMIUM.toUpperCase())).paidLicenses).toBe(1);
    expect(user(holds('11111111-1111-4111-8111-111111111111')).paidLicenses).toBe(1);
  });

  test.each([
    ['a member', { userType: 'Member' }, null, 'member'],
    ['an account from before there were types', { userType: null }, null, 'member'],
    ['a guest', { userType: 'Guest' }, null, 'guest'],
    ['a guest by name', { userPrincipalName: 'ann_x.example#EXT#@harbor.example' }, null, 'guest'],
    ['a resource account', { isResourceAccount: true }, null, 'mailbox'],
    ['a shared mailbox', {}, 'shared', 'mailbox'],
    ['a room', {}, 'room', 'mailbox'],
    ['equipment', {}, 'equipment', 'mailbox'],
    ['a mailbox of a person', {}, 'user', 'member'],
    ['a mailbox for something new', {}, 'hologram', 'member'],
  ])('%s is told apart', (_what, fields, purpose, type) => {
    expect(user(fields, purpose).type).toBe(type);
  });

  test('only those are asked about whom nothing else tells', () => {
    const asked = (changes: Record<string, unknown>) => isAmbiguous(userFields(changes), tenantLicenses);
    expect(asked({ givenName: 'Ann' })).toBe(true);
    expect(asked({ givenName: 'Ann', ...holds(FLOW_FREE) })).toBe(true);
    expect(asked(holds(PREMIUM))).toBe(true);
    expect(asked({ givenName: 'Ann', ...holds(PREMIUM) })).toBe(false);
    expect(asked({ accountEnabled: false })).toBe(false);
    expect(asked({ userType: 'Guest' })).toBe(false);
    expect(asked({ isResourceAccount: true })).toBe(false);
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  afterEach(() => sandbox.close());

  const paths = () => sandbox.requests('microsoft-365').map(({ path }) => path);
  const read = () => readAll(openSession({ connector }, sandbox));

  test('a tenant without consent is reported and costs no other', async () => {
    sandbox = await startSandbox();
    const { tenants } = sandbox.msp.microsoft;
    const refusing = tenants.filter(({ hasConsent }) => !hasConsent).map(({ tenantId }) => tenantId);
    const { companies, users, failedCompanies } = await read();
    expect(companies).toHaveLength(tenants.length);
    expect(failedCompanies.map(({ companyExternalId }) => companyExternalId)).toEqual(refusing);
    expect(failedCompanies[0]?.message).toMatch(/AADSTS65001.*consented/);
    const expected = tenants.filter(({ hasConsent }) => hasConsent).flatMap((tenant) => tenant.users);
    expect(users).toHaveLength(expected.length);
  });

  test('mailboxes of rooms and departments are found, also where they hold a licence', async () => {
    sandbox = await startSandbox();
    const { users } = await read();
    const shared = sandbox.msp.microsoft.tenants
      .filter(({ hasConsent }) => hasConsent)
      .flatMap(({ users: rows, mailboxes }) =>
        rows.filter((row) => row.accountEnabled && ['shared', 'room'].includes(mailboxes.get(row.id) ?? '')),
      );
    const enabled = users
      .filter((row) => row.enabled && row.type === 'mailbox')
      .map(({ externalId }) => externalId);
    expect(enabled.sort()).toEqual(shared.map(({ id }) => id).sort());
    expect(users.some((row) => row.type === 'mailbox' && (row.paidLicenses ?? 0) > 0)).toBe(true);
  });

  test('partners who may not read contracts have the customers of their admin relationships', async () => {
    sandbox = await startSandbox();
    sandbox.setFault('microsoft-365', { kind: 'status', status: 403, path: '/v1.0/contracts' });
    const { companies } = await read();
    expect(companies).toHaveLength(sandbox.msp.microsoft.tenants.length);
    expect(companies.every(({ domains }) => domains.length === 0)).toBe(true);
  });

  test('without the right to subscriptions, licences come without trials and dates', async () => {
    sandbox = await startSandbox();
    sandbox.setFault('microsoft-365', { kind: 'status', status: 403, path: '/directory/subscriptions' });
    const { licenses: records } = await read();
    expect(records.length).toBeGreaterThan(0);
    expect(records.every(({ isTrial, termEndsAt }) => !isTrial && termEndsAt === null)).toBe(true);
  });

  test.each([403, 404, 501])('where mailboxes answer %i, users stay members', async (status) => {
    sandbox = await startSandbox();
    sandbox.setFault('microsoft-365', { kind: 'status', status, path: '/$batch' });
    const { users, failedCompanies } = await read();
    expect(users.length).toBeGreaterThan(0);
    expect(users.some(({ type }) => type === 'mailbox')).toBe(false);
    expect(failedCompanies).toHaveLength(1);
  });

  test('mailboxes that are limited for now are asked for again', async () => {
    sandbox = await startSandbox();
    const before = await read();
    const fault = {
      kind: 'status',
      status: 429,
      path: '/mailboxSettings',
      times: 5,
      retryAfterSeconds: 0.02,
    } as const;
    sandbox.setFault('microsoft-365', fault);
    expect(await read()).toEqual(before);
  });

  test('mailboxes that stay limited fail the reading: people would be counted that are none', async () => {
    sandbox = await startSandbox();
    sandbox.setFault('microsoft-365', {
      kind: 'status',
      status: 429,
      path: '/mailboxSettings',
      retryAfterSeconds: 0,
    });
    await expect(read()).rejects.toMatchObject({ code: 'rate_limited' });
  });

  test('a customer that is listed twice is one company, and is read once', async () => {
    sandbox = await startSandbox();
    const { tenants } = sandbox.msp.microsoft;
    const [first] = tenants;
    if (!first) throw new Error('the sandbox has no tenants');
    tenants.splice(2, Number.POSITIVE_INFINITY, first);
    const { companies } = await read();
    expect(companies.map(({ externalId }) => externalId)).toEqual(
      tenants.slice(0, 2).map(({ tenantId }) => tenantId),
    );
    expect(paths().filter((path) => path.includes(first.tenantId))).toHaveLength(1);
  });
});
