import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { haloInventoryOf } from '../../../sandbox/halopsa/inventory-data.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { parseRows } from '../kit/parse.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { assetRow, licenceRow, userRow } from './inventory-schema.ts';
import { toDevice, toLicense, toUser } from './inventory-transform.ts';

const user = (row: Record<string, unknown>) => toUser(userRow.parse({ id: 5, client_id: 27, ...row }));
const asset = (row: Record<string, unknown>) => toDevice(assetRow.parse({ id: 5, client_id: 27, ...row }));
const licence = (row: Record<string, unknown>) =>
  toLicense(licenceRow.parse({ id: 5, client_id: 27, count: 12, ...row }));

describe('users', () => {
  test('a person, whose licences are not known', () => {
    expect(user({ name: 'Mei Okafor', emailaddress: 'mei@harbor.example', inactive: false })).toEqual({
      externalId: '5',
      companyExternalId: '27',
      userPrincipalName: 'mei@harbor.example',
      displayName: 'Mei Okafor',
      department: null,
      enabled: true,
      type: 'member',
      rawType: null,
      paidLicenses: null,
      licenseNames: [],
    });
  });

  test('an inactive user is disabled', () => {
    expect(user({ inactive: true }).enabled).toBe(false);
  });

  test('service accounts and the General User are no people, and say what they are', () => {
    expect(user({ name: 'backup', isserviceaccount: true })).toMatchObject({
      type: 'mailbox',
      rawType: 'service account',
    });
    expect(user({ name: 'General User' })).toMatchObject({ type: 'mailbox', rawType: 'General User' });
  });

  test('who is left out of automated billing is not licensed, but active', () => {
    expect(user({ ignoreautomatedbilling: true })).toMatchObject({
      type: 'member',
      enabled: true,
      paidLicenses: 0,
      rawType: 'ignored by automated billing',
    });
  });
});

describe('assets', () => {
  test.each<[string | null, DeviceCategory]>([
    ['Desktop', 'desktop'],
    ['LAPTOP', 'laptop'],
    ['Server', 'server'],
    ['Workstation', 'workstation'],
    ['Access Point', 'network'],
    ['Printer', 'printer'],
    ['Server rack', 'other'],
    ['Chair', 'other'],
    [null, 'other'],
  ])('the type %s is %s', (assettype_name, category) => {
    expect(asset({ assettype_name })).toMatchObject({ category, rawCategory: assettype_name });
  });

  test('an inactive one is excluded', () => {
    expect(asset({ inactive: true })).toMatchObject({ exclusion: 'decommissioned', rawStatus: 'inactive' });
    expect(asset({ inactive: false }).exclusion).toBeNull();
  });

  test('it is called by its key field, else by its number', () => {
    expect(asset({ key_field: 'HARBOR-LT4', inventory_number: '27-1' }).name).toBe('HARBOR-LT4');
    expect(asset({ inventory_number: '27-1' }).name).toBe('27-1');
  });
});

describe('licences', () => {
  test('a subscription', () => {
    const row = {
      name: 'Microsoft 365 Business Premium',
      product_sku: 'SPB',
      status: 'Active',
      is_active: true,
      term_duration: 'P1Y',
      end_date: '2027-01-31T00:00:00',
    };
    expect(licence(row)).toEqual({
      externalId: '5',
      companyExternalId: '27',
      skuId: 'SPB',
      skuName: 'Microsoft 365 Business Premium',
      partNumber: 'SPB',
      purchased: 12,
      assigned: null,
      state: 'active',
      rawStatus: 'Active',
      isTrial: false,
      exclusion: null,
      term: 'P1Y',
      termEndsAt: '2027-01-31T00:00:00.000Z',
    });
  });

  test.each([
    ['Active', true, 'active'],
    [null, null, 'active'],
    ['Suspended', true, 'suspended'],
    ['Active', false, 'suspended'],
    ['Provisioning', true, 'unknown'],
  ])('the status %s, active: %s, is %s', (status, is_active, state) => {
    expect(licence({ status, is_active }).state).toBe(state);
  });

  test('no number of seats is no licence of zero seats', () => {
    const { rejected } = parseRows(licenceRow, [{ id: 5, client_id: 27, count: null }], 'licenses');
    expect(rejected[0]?.message).toContain('count');
  });

  test('a deleted one never counts, and dates before 2000 are none', () => {
    expect(licence({ deleted: true, end_date: '1900-01-01T00:00:00' })).toMatchObject({
      exclusion: 'deleted',
      termEndsAt: null,
    });
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  test('everything of the clients is delivered, licences and subscriptions both', async () => {
    const { users, assets, licences } = haloInventoryOf(sandbox.msp);
    const delivered = await readAll(openSession(subject, sandbox));
    const counts = [delivered.users, delivered.devices, delivered.licenses].map(({ length }) => length);
    expect(counts).toEqual([users.length, assets.length, licences.length]);
    expect(new Set(licences.map(({ type }) => type))).toEqual(new Set([0, 1]));
    expect(delivered.unread).toEqual([]);
    expect(delivered.rejected).toEqual([]);
  });

  test.each([
    ['users', '/api/Users'],
    ['devices', '/api/Asset'],
    ['licenses', '/api/SoftwareLicence'],
  ])('a refusal of %s is told as unread, and costs nothing else', async (capability, listPath) => {
    const whole = await readAll(openSession(subject, sandbox));
    sandbox.setFault('halopsa', { kind: 'status', status: 403, path: listPath });
    const delivered = await readAll(openSession(subject, sandbox));
    expect(delivered.unread).toEqual([{ capability, message: expect.stringContaining('permission') }]);
    expect({ ...delivered, unread: [] }).toEqual({ ...whole, [capability]: [] });
  });

  test('no users at all, where there are clients, are users that are not shown', async () => {
    haloInventoryOf(sandbox.msp).users.length = 0;
    const { unread, agreements } = await readAll(openSession(subject, sandbox));
    expect(unread.map(({ capability }) => capability)).toEqual(['users']);
    expect(agreements.length).toBeGreaterThan(50);
  });

  test('a list that breaks off fails the reading: that is no refusal', async () => {
    sandbox.setFault('halopsa', { kind: 'cut-listing', path: '/api/Asset' });
    await expect(readAll(openSession(subject, sandbox))).rejects.toMatchObject({
      code: 'incomplete_listing',
    });
  });

  test('records of an inactive client are left out, those of a client that is not listed are rejected', async () => {
    const { assets, users } = haloInventoryOf(sandbox.msp);
    const inactive = sandbox.msp.halopsa.clients.find((row) => row.inactive);
    const [asset, user] = [assets[0], users[0]];
    if (!asset || !user || !inactive) throw new Error('the sandbox has no assets, users or inactive client');
    asset.client_id = inactive.id;
    user.client_id = 4711;
    const { devices, rejected } = await readAll(openSession(subject, sandbox));
    expect(devices).toHaveLength(assets.length - 1);
    expect(rejected).toEqual([
      expect.objectContaining({ kind: 'users', message: expect.stringContaining('4711') }),
    ]);
  });

  test('licences are served as documented', () => {
    const file = path.join(import.meta.dirname, 'fixtures/response-schemas.json');
    const schemas: Record<string, z.core.JSONSchema.JSONSchema> = JSON.parse(readFileSync(file, 'utf8'));
    const schema = z.fromJSONSchema(schemas.Licence_List ?? false);
    const { licences } = haloInventoryOf(sandbox.msp);
    expect(licences.flatMap((row) => schema.safeParse(row).error?.issues ?? [])).toEqual([]);
    expect(schema.safeParse({ ...licences[0], seats: 5 }).success).toBe(false);
  });
});
