import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { type Answer, get, postForm, postJson, signIn, tokenForm } from '../server/test-client.ts';
import {
  collectionOf,
  companySubscriptionSchema,
  contractSchema,
  delegatedAdminCustomerSchema,
  graphErrorSchema,
  graphUserSchema,
  managedDeviceSchema,
  subscribedSkuSchema,
} from './schema.ts';
import type { MicrosoftTenant } from './tenant.ts';

let sandbox: Sandbox;
let url: string;
let partnerToken: string;
let token: string;
let tenant: MicrosoftTenant;

beforeAll(async () => {
  sandbox = await startSandbox();
  url = sandbox.url('microsoft-365');
  tenant = tenantNamed('Harborview Logistics');
  partnerToken = await signIn(sandbox, 'microsoft-365');
  token = await signIn(sandbox, 'microsoft-365', tenant.tenantId);
});
afterAll(() => sandbox.close());

function tenantNamed(name: string): MicrosoftTenant {
  const found = sandbox.msp.microsoft.tenants.find((row) => row.displayName === name);
  if (!found) throw new Error(`No tenant ${name}.`);
  return found;
}

const SELECT = '$select=id,displayName,userPrincipalName,accountEnabled,userType,assignedLicenses';
const users = collectionOf(graphUserSchema.partial());
const codeOf = (answer: Answer) => graphErrorSchema.parse(answer.body).error.code;

describe('signing in', () => {
  const form = (change: object) => ({
    ...tokenForm(sandbox, 'microsoft-365'),
    scope: 'https://graph.microsoft.com/.default',
    ...change,
  });

  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 7000215],
    ['an unknown application', { client_id: 'other' }, 400, 700016],
    ['a scope that is not .default', { scope: 'User.Read' }, 400, 1002012],
  ])('%s is refused with its AADSTS code', async (_case, change, status, code) => {
    const answer = await postForm(`${url}/${tenant.tenantId}/oauth2/v2.0/token`, form(change));
    expect([answer.status, answer.body]).toMatchObject([status, { error_codes: [code] }]);
  });

  test('a tenant that did not consent answers AADSTS65001, one that is not there AADSTS90002', async () => {
    const refused = tenantNamed('Fairhaven Credit Union');
    const consent = await postForm(`${url}/${refused.tenantId}/oauth2/v2.0/token`, form({}));
    expect(consent.body).toMatchObject({ error: 'invalid_grant', error_codes: [65001] });
    const unknown = await postForm(`${url}/nowhere.example/oauth2/v2.0/token`, form({}));
    expect(unknown.body).toMatchObject({ error_codes: [90002] });
  });

  test('a tenant may be named by its domain', async () => {
    expect((await postForm(`${url}/${tenant.defaultDomain}/oauth2/v2.0/token`, form({}))).status).toBe(200);
  });

  test('Graph answers 401 without a token', async () => {
    const answer = await get(`${url}/v1.0/users`);
    expect([answer.status, codeOf(answer)]).toEqual([401, 'InvalidAuthenticationToken']);
  });
});

describe('customers', () => {
  test.each([
    ['/v1.0/contracts', contractSchema],
    ['/v1.0/tenantRelationships/delegatedAdminCustomers', delegatedAdminCustomerSchema],
  ])('%s lists every tenant to the partner and is forbidden to others', async (path, schema) => {
    const list = collectionOf<typeof schema>(schema).parse((await get(url + path, partnerToken)).body);
    expect(list.value).toHaveLength(sandbox.msp.microsoft.tenants.length);
    const refused = await get(url + path, token);
    expect([refused.status, codeOf(refused)]).toEqual([403, 'Authorization_RequestDenied']);
  });
});

describe('a tenant', () => {
  test('its SKUs name their subscriptions, and the seats of both agree', async () => {
    for (const name of ['Harborview Logistics', 'Corvid Legal', 'Glacier Point Engineering LLC']) {
      const own = await signIn(sandbox, 'microsoft-365', tenantNamed(name).tenantId);
      const skus = collectionOf(subscribedSkuSchema).parse(
        (await get(`${url}/v1.0/subscribedSkus`, own)).body,
      ).value;
      const subscriptions = collectionOf(companySubscriptionSchema).parse(
        (await get(`${url}/v1.0/directory/subscriptions`, own)).body,
      ).value;
      for (const sku of skus) {
        const seats = subscriptions.filter((row) => sku.subscriptionIds.includes(row.id));
        const total = seats.reduce((sum, row) => sum + row.totalLicenses, 0);
        const { enabled, warning, suspended } = sku.prepaidUnits;
        expect(enabled + warning + suspended).toBe(total);
      }
    }
  });

  test('users lack licences and state unless selected', async () => {
    const bare = users.parse((await get(`${url}/v1.0/users`, token)).body).value;
    expect(bare.some((user) => 'assignedLicenses' in user || 'accountEnabled' in user)).toBe(false);
    const full = users.parse((await get(`${url}/v1.0/users?${SELECT}`, token)).body).value;
    expect(
      full.every((user) => Array.isArray(user.assignedLicenses) && typeof user.accountEnabled === 'boolean'),
    ).toBe(true);
  });

  test('next links lead through all users', async () => {
    const seen: (string | undefined)[] = [];
    let next: string | undefined = `${url}/v1.0/users?${SELECT}&$top=20`;
    while (next) {
      const page: ReturnType<typeof users.parse> = users.parse((await get(next, token)).body);
      seen.push(...page.value.map((user) => user.id));
      next = page['@odata.nextLink'];
    }
    expect(seen).toEqual(tenant.users.map((user) => user.id));
  });

  test.each([
    ['$top=1000', 400, 'Request_UnsupportedQuery'],
    ['$skip=10', 400, 'Request_UnsupportedQuery'],
    ['$select=shoeSize', 400, 'Request_BadRequest'],
    ['$select=id,mailboxSettings', 501, 'NotImplemented'],
  ])('users?%s is refused', async (query, status, code) => {
    const answer = await get(`${url}/v1.0/users?${query}`, token);
    expect([answer.status, codeOf(answer)]).toEqual([status, code]);
  });
});

describe('Intune', () => {
  const path = '/v1.0/deviceManagement/managedDevices';

  test('lists devices by pages, with the properties that are asked for', async () => {
    const first = collectionOf(managedDeviceSchema).parse((await get(`${url}${path}?$top=5`, token)).body);
    expect(first.value).toEqual(tenant.managedDevices?.slice(0, 5));
    expect(first['@odata.nextLink']).toContain('$top=5'.replace('$', '%24'));
    const bare = (await get(`${url}${path}?$select=id,deviceName`, token)).body as { value: object[] };
    expect(Object.keys(bare.value[0] ?? {})).toEqual(['id', 'deviceName']);
    expect((await get(`${url}${path}?$select=chassisType`, token)).status).toBe(400);
  });

  test('is not there for a tenant without a licence of it', async () => {
    const own = await signIn(sandbox, 'microsoft-365', tenantNamed('Foxglove Interiors').tenantId);
    const answer = await get(url + path, own);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'BadRequest']);
  });

  test('devices are of every kind that is hard to count', () => {
    const all = sandbox.msp.microsoft.tenants.flatMap(({ managedDevices }) => managedDevices ?? []);
    expect(new Set(all.map(({ operatingSystem }) => operatingSystem)).size).toBeGreaterThan(5);
    expect(all.some(({ lastSyncDateTime }) => lastSyncDateTime.startsWith('0001'))).toBe(true);
    expect(all.some(({ managementState }) => managementState !== 'managed')).toBe(true);
    const serials = all.flatMap(({ serialNumber }) => (serialNumber?.length === 8 ? serialNumber : []));
    expect(new Set(serials).size).toBeLessThan(serials.length);
  });
});

describe('mailboxes', () => {
  const idOf = (name: string) => tenant.users.find((user) => user.displayName === name)?.id ?? '';

  test('say what they are for; who has none is answered 404', async () => {
    const shared = await get(`${url}/v1.0/users/${idOf('info')}/mailboxSettings?$select=userPurpose`, token);
    expect(shared.body).toMatchObject({ userPurpose: 'shared' });
    const none = await get(`${url}/v1.0/users/${idOf('svc-backup')}/mailboxSettings`, token);
    expect([none.status, codeOf(none)]).toEqual([404, 'MailboxNotEnabledForRESTAPI']);
  });

  test('a batch answers each part with its own status, in any order', async () => {
    const part = (id: string, name: string) => ({
      id,
      method: 'GET',
      url: `/users/${idOf(name)}/mailboxSettings`,
    });
    const body = { requests: [part('1', 'info'), part('2', 'svc-backup')] };
    const answer = await postJson(`${url}/v1.0/$batch`, body, token);
    expect(answer.body).toMatchObject({
      responses: [
        { id: '2', status: 404 },
        { id: '1', status: 200, body: { userPurpose: 'shared' } },
      ],
    });
  });

  test('a batch has at most 20 parts', async () => {
    const requests = Array.from({ length: 21 }, (_, index) => ({
      id: String(index),
      method: 'GET',
      url: '/users',
    }));
    const answer = await postJson(`${url}/v1.0/$batch`, { requests }, token);
    expect([answer.status, codeOf(answer)]).toEqual([400, 'MaximumValueExceeded']);
  });
});
