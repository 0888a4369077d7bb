import { expect, test } from 'vitest';
import { changesOf } from './change-words.ts';

const subjectOf = (kind: string) => ({ kind, id: 'x', name: null });
const NAMES: Record<string, string> = { int_1: 'NinjaOne', org_1: 'Alder Dental' };
const nameOf = (id: string) => NAMES[id];
const integration = subjectOf('integration');
const line = subjectOf('line_item');

test('an entry tells the fields that changed in words, with both values', () => {
  expect(
    changesOf({
      subject: integration,
      before: { schedule: '0 2 * * *', name: 'Ours', tags: [1] },
      after: { schedule: null, name: 'Ours', tags: [1], paused: true, somethingNewId: 7 },
    }),
  ).toEqual([
    { field: 'Syncs by itself', before: 'every day at 02:00', after: 'Never' },
    { field: 'Paused', before: '—', after: 'Yes' },
    { field: 'Something new', before: '—', after: '7' },
  ]);
  expect(changesOf({ subject: integration, before: null, after: null })).toEqual([]);
});

test('a mapping is said in words, whole or by the key of what it counts', () => {
  const filter = {
    categories: ['server'],
    conditions: [{ field: 'osName', operator: 'contains', value: 'windows' }],
    match: 'all',
    seenWithinDays: null,
    mergeDuplicates: false,
  };
  const measure = { integrationId: 'int_1', metric: 'devices', filter };
  const after = { ...measure, mode: 'asset_count', unitsPerLine: 2, minimum: null, origin: 'person' };
  const before = { state: 'unmapped', mapping: null, ignoreReason: null, linkedTo: null };
  expect(changesOf({ subject: line, before, after }, nameOf)).toEqual([
    {
      field: 'Mapping',
      before: '—',
      after: 'Devices of NinjaOne: Server, OS name contains “windows”, 2 units per line',
    },
    { field: 'Decided by', before: '—', after: 'Person' },
  ]);
  const byRule = {
    mapping: { measureKey: JSON.stringify(['int_1', 'devices', Object.entries(filter)]), unitsPerLine: '1' },
  };
  expect(changesOf({ subject: line, before: byRule, after: null }, nameOf)).toEqual([
    { field: 'Mapping', before: 'Devices of NinjaOne: Server, OS name contains “windows”', after: '—' },
  ]);
});

test('SKUs and products are said by the name they have in their integration, or by their id', () => {
  const nameIn = (id: string, integrationId?: string) =>
    integrationId === 'int_1' && id === 'sku-1' ? 'Business Premium' : nameOf(id);
  const filter = { skuIds: ['sku-1', 'sku-2'], basis: 'assigned' };
  const after = { mapping: { measure: { integrationId: 'int_1', metric: 'licenses', filter } } };
  expect(changesOf({ subject: line, before: { mapping: null }, after }, nameIn)).toEqual([
    {
      field: 'Mapping',
      before: '—',
      after: 'Licence seats of NinjaOne: Business Premium, sku-2, seats assigned',
    },
  ]);
});

test('a vendor is said by its name, and a text that is the same is left as it is', () => {
  const nameIn = (id: string, within?: string) =>
    within === 'vendors' && id === 'csv' ? 'CSV file' : undefined;
  expect(
    changesOf({ subject: integration, before: null, after: { vendor: 'csv', name: 'csv' } }, nameIn),
  ).toEqual([
    { field: 'Vendor', before: '—', after: 'CSV file' },
    { field: 'Name', before: '—', after: 'csv' },
  ]);
});

test('what a settings change did not name stays unsaid', () => {
  expect(
    changesOf({
      subject: subjectOf('workspace'),
      before: { name: 'Northwind', staleAfterHours: 48, tolerance: null },
      after: { staleAfterHours: 24, tolerance: { units: 2, percent: null } },
    }),
  ).toEqual([
    { field: 'Too old after', before: '48 hours', after: '24 hours' },
    { field: 'Tolerance', before: '—', after: 'Units: 2' },
  ]);
});

test('ids are said by name where it is at hand, and money as money', () => {
  expect(
    changesOf(
      {
        subject: subjectOf('company'),
        before: { state: 'unlinked', organizationId: null },
        after: { state: 'linked', organizationId: 'org_1', price: { amount: '12.50', currency: 'USD' } },
      },
      nameOf,
    ),
  ).toEqual([
    { field: 'State', before: 'Unlinked', after: 'Linked' },
    { field: 'Organization', before: '—', after: 'Alder Dental' },
    { field: 'Price', before: '—', after: '$12.50' },
  ]);
});
