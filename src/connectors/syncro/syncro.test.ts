import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { startSandbox } from '../../../sandbox/sandbox.ts';
import { syncroOf } from '../../../sandbox/syncro/data.ts';
import type { DeviceCategory } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { parseRows } from '../kit/parse.ts';
import { answer, startScriptedServer, testContext } from '../kit/scripted-server.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';
import { assetRow, customerRow } from './schema.ts';
import { isDevice, toCompany, toDevice } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const rows: unknown[] = JSON.parse(
  readFileSync(path.join(import.meta.dirname, 'fixtures/assets.json'), 'utf8'),
);

describe('devices', () => {
  test('are the assets that an agent reports on', () => {
    const [laptop, phone] = parseRows(assetRow, rows, 'devices').records;
    if (laptop === undefined || phone === undefined) throw new Error('the fixture has two assets');
    expect([isDevice(laptop), isDevice(phone)]).toEqual([true, false]);
    expect(toDevice(laptop)).toEqual({
      externalId: '4',
      companyExternalId: '12',
      name: 'LAPTOP-2710F80A',
      category: 'laptop',
      rawCategory: 'Laptop',
      osName: 'Windows',
      serialNumber: 'PF2ABCDE',
      lastSeenAt: '2021-11-21T08:31:31.000Z',
      exclusion: null,
      rawStatus: null,
    });
  });

  test.each<[string | null, string | null, DeviceCategory]>([
    ['SERVER', null, 'server'],
    ['Workshop PC', 'Desktop', 'desktop'],
    ['Toaster', null, 'other'],
    [null, 'Laptop', 'laptop'],
  ])('asset type %s of form %s is %s', (asset_type, form_factor, category) => {
    const properties = { kabuto_information: { general: { form_factor } } };
    const row = assetRow.parse({ id: 1, customer_id: 2, asset_type, properties });
    expect(toDevice(row)).toMatchObject({ category, rawCategory: asset_type ?? form_factor });
  });

  test('what people keep by hand is neither counted nor reported as not understood', async () => {
    const sandbox = await startSandbox();
    onTestFinished(() => sandbox.close());
    const { assets } = syncroOf(sandbox.msp);
    const { devices, rejected } = await readAll(openSession(subject, sandbox));
    expect(devices.length).toBeLessThan(assets.length);
    expect(rejected).toEqual([]);
  });
});

test('a customer is called by its business, or by its person', () => {
  expect(
    toCompany(customerRow.parse({ id: 1, business_name: 'Alder Ltd', fullname: 'Ann Alder' })).name,
  ).toBe('Alder Ltd');
  expect(toCompany(customerRow.parse({ id: 1, fullname: 'Ann Alder' })).name).toBe('Ann Alder');
  expect(toCompany(customerRow.parse({ id: 1 })).name).toBe('Customer 1');
});

test('a list that does not say how many pages it has is not taken for the whole', async () => {
  const server = await startScriptedServer((response) => answer(response, { customers: [{ id: 1 }] }));
  onTestFinished(() => server.close());
  const session = subject.connector.open({ baseUrl: server.url, apiToken: 'token' }, testContext());
  await expect(readAll(session)).rejects.toMatchObject({ code: 'bad_response' });
});
