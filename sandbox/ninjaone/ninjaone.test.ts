import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { type Sandbox, startSandbox } from '../sandbox.ts';
import { get, postForm, signIn, tokenForm } from '../server/test-client.ts';
import { type NinjaDevice, ninjaDeviceSchema, ninjaOrganizationSchema } from './schema.ts';

let sandbox: Sandbox;
let token: string;
let url: string;

beforeAll(async () => {
  sandbox = await startSandbox();
  url = sandbox.url('ninjaone');
  token = await signIn(sandbox, 'ninjaone');
});
afterAll(() => sandbox.close());

async function devicesFrom(after: number, pageSize: number): Promise<NinjaDevice[]> {
  const answer = await get(`${url}/v2/devices-detailed?pageSize=${pageSize}&after=${after}`, token);
  return z.array(ninjaDeviceSchema).parse(answer.body);
}

describe('signing in', () => {
  test.each([
    ['a wrong secret', { client_secret: 'wrong' }, 401, 'invalid_client'],
    ['a scope that cannot read', { scope: 'control' }, 400, 'invalid_scope'],
    ['another grant', { grant_type: 'password' }, 400, 'unsupported_grant_type'],
  ])('%s is refused', async (_case, change, status, error) => {
    const form = { ...tokenForm(sandbox, 'ninjaone'), scope: 'monitoring', ...change };
    const answer = await postForm(`${url}/ws/oauth/token`, form);
    expect([answer.status, answer.body]).toEqual([status, { error }]);
  });

  test('the API answers 401 without a token', async () => {
    const answer = await get(`${url}/v2/organizations`);
    expect([answer.status, answer.body]).toMatchObject([401, { resultCode: 'FAILURE' }]);
  });
});

describe('lists', () => {
  test('organizations come as a bare array', async () => {
    const answer = await get(`${url}/v2/organizations`, token);
    expect(z.array(ninjaOrganizationSchema).parse(answer.body)).toHaveLength(
      sandbox.msp.ninjaone.organizations.length,
    );
  });

  test('pages follow the last id, ascending, to the last device, and then are empty', async () => {
    const seen: number[] = [];
    for (
      let page = await devicesFrom(0, 400);
      page.length > 0;
      page = await devicesFrom(seen.at(-1) ?? 0, 400)
    ) {
      seen.push(...page.map((device) => device.id));
    }
    expect(seen).toEqual(sandbox.msp.ninjaone.devices.map((device) => device.id).toSorted((a, b) => a - b));
  });

  test('a page has at most 1000 devices', async () => {
    expect(await devicesFrom(0, 5000)).toHaveLength(1000);
  });

  test('a device filter is refused rather than left unheeded', async () => {
    expect((await get(`${url}/v2/devices-detailed?df=org%20%3D%205`, token)).status).toBe(400);
  });

  test('devices are of every kind that is hard to count', async () => {
    const devices = [...(await devicesFrom(0, 1000)), ...(await devicesFrom(1100, 1000))];
    const some = (what: (device: NinjaDevice) => boolean) => devices.some(what);
    expect(some((device) => device.approvalStatus === 'PENDING')).toBe(true);
    expect(
      some((device) => device.nodeClass === 'VMWARE_VM_GUEST' && device.parentDeviceId !== undefined),
    ).toBe(true);
    expect(
      some(
        (device) => device.nodeClass === 'WINDOWS_WORKSTATION' && device.system?.chassisType === 'UNKNOWN',
      ),
    ).toBe(true);
    expect(some((device) => device.system?.serialNumber === 'To be filled by O.E.M.')).toBe(true);
    expect(some((device) => device.nodeClass === 'NMS_FIREWALL' && device.system === undefined)).toBe(true);
    expect(some((device) => !Number.isInteger(device.lastContact))).toBe(true);
  });
});
