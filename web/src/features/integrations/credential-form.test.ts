import { describe, expect, test } from 'vitest';
import type { Integration, Vendor } from '../../api/types.ts';
import { fieldsOf, initialValues, missingFields, toBody, toPatch } from './credential-form.ts';

const field = { secret: false, required: true, default: null, help: '' };
const vendor: Vendor = {
  id: 'halopsa',
  name: 'HaloPSA',
  category: 'psa',
  capabilities: ['agreements'],
  deviceCategories: [],
  credentialFields: [
    { ...field, name: 'tenant', label: 'Tenant' },
    { ...field, name: 'clientSecret', label: 'Client secret', secret: true },
    { ...field, name: 'scope', label: 'Scope', default: 'all' },
  ],
};
const integration: Integration = {
  id: 'one',
  vendor: 'halopsa',
  name: 'Halo',
  capabilities: ['agreements'],
  credentials: { tenant: 'northwind', scope: 'read' },
  secretsSet: ['clientSecret'],
  isDefaultPsa: true,
  schedule: null,
  pausedAt: null,
  lastGoodSyncAt: null,
  lastSync: null,
  counts: { companies: 0, agreements: 0, devices: 0, users: 0, licenses: 0, subscriptions: 0 },
  createdAt: '2026-11-01T00:00:00Z',
};

test('every vendor can be given another address', () => {
  expect(fieldsOf(vendor).map(({ name }) => name)).toEqual(['tenant', 'clientSecret', 'scope', 'baseUrl']);
});

test('a vendor that reads files has no address', () => {
  expect(fieldsOf({ ...vendor, category: 'file', credentialFields: [] })).toEqual([]);
});

describe('a new integration', () => {
  test('begins with the defaults of its vendor', () => {
    expect(initialValues(vendor, null)).toEqual({
      name: 'HaloPSA',
      credentials: { tenant: '', clientSecret: '', scope: 'all', baseUrl: '' },
    });
  });

  test('needs what has no default', () => {
    expect(Object.keys(missingFields(vendor, null, initialValues(vendor, null)))).toEqual([
      'credentials.tenant',
      'credentials.clientSecret',
    ]);
  });

  test('is sent without blanks around pasted values and without empty fields', () => {
    const values = {
      name: ' Halo ',
      credentials: { tenant: ' northwind\n', clientSecret: 's', scope: '', baseUrl: ' ' },
    };
    expect(toBody(vendor, values)).toEqual({
      vendor: 'halopsa',
      name: 'Halo',
      credentials: { tenant: 'northwind', clientSecret: 's' },
    });
  });
});

describe('an integration being edited', () => {
  test('keeps a stored secret that is left empty', () => {
    const values = initialValues(vendor, integration);
    expect(missingFields(vendor, integration, values)).toEqual({});
    expect(toPatch(vendor, integration, values)).toEqual({});
  });

  test('sends only what has changed', () => {
    const values = initialValues(vendor, integration);
    values.credentials.clientSecret = 'new';
    expect(toPatch(vendor, integration, { ...values, name: 'Halo 2' })).toEqual({
      name: 'Halo 2',
      credentials: { clientSecret: 'new' },
    });
  });
});
