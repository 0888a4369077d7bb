import { expect, test } from 'vitest';
import type { Vendor } from '../../api/types.ts';
import { byCategory, capabilityWords, countWords } from './vendor-words.ts';

const vendor = (id: string, category: Vendor['category']): Vendor => ({
  id,
  name: id,
  category,
  capabilities: ['devices'],
  deviceCategories: [],
  credentialFields: [],
});

test('the catalogue begins with PSAs, leaves empty categories out, and sorts each by name', () => {
  const catalogue = byCategory([vendor('Ninja', 'rmm'), vendor('Datto', 'rmm'), vendor('Halo', 'psa')]);
  expect(catalogue.map(([category, vendors]) => [category, vendors.map(({ id }) => id)])).toEqual([
    ['psa', ['Halo']],
    ['rmm', ['Datto', 'Ninja']],
  ]);
});

test('an integration counts only what it can deliver', () => {
  const counts = { companies: 1, agreements: 0, devices: 0, users: 12, licenses: 1, subscriptions: 0 };
  expect(countWords({ capabilities: ['users', 'licenses'], counts })).toEqual([
    '1 company',
    '12 users',
    '1 licence subscription',
  ]);
});

test('capabilities read as a sentence', () => {
  expect(capabilityWords(['users', 'licenses'])).toBe('Reads users and licences');
});
