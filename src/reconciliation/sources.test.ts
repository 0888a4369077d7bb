import { expect, test } from 'vitest';
import type { LinkedCompany, Source } from '../database/queries/sources.ts';
import type { Metric } from '../domain/inventory.ts';
import { type Sources, unknownReason } from './sources.ts';

const NOW = new Date('2026-07-01T12:00:00Z');

function sourcesWith(change: Partial<Source>, company: Partial<LinkedCompany> = {}): Sources {
  const source: Source = {
    id: 'int_1',
    vendor: 'halopsa',
    name: 'HaloPSA',
    lastGoodSyncAt: new Date('2026-07-01T02:00:00Z'),
    trouble: null,
    isRemoved: false,
    unread: [],
    delivers: null,
    ...change,
  };
  const linked = {
    integrationId: 'int_1',
    externalId: 'c1',
    organizationId: 'org_1',
    hasFailed: false,
    ...company,
  };
  const companies = new Map([['org_1', new Map([['int_1', [linked]]])]]);
  return { byId: new Map([['int_1', source]]), companies, staleAfterHours: 48, now: NOW, recordsAt: null };
}

function reasonOf(sources: Sources, metric: Metric = 'devices', organizationId: string | null = 'org_1') {
  return unknownReason(sources, organizationId, { integrationId: 'int_1', metric });
}

test('a count is unknown for as long as the credentials may not read its list, and only that one', () => {
  const sources = sourcesWith({ unread: ['users'] });
  expect(reasonOf(sources, 'users')).toBe('sync_failed');
  expect(reasonOf(sources, 'devices')).toBeNull();
});

test('each reason why a count is unknown is told apart', () => {
  expect(reasonOf(sourcesWith({}))).toBeNull();
  expect(reasonOf(sourcesWith({ isRemoved: true }))).toBe('integration_removed');
  expect(reasonOf(sourcesWith({ lastGoodSyncAt: null }))).toBe('never_synced');
  expect(reasonOf(sourcesWith({ lastGoodSyncAt: null, trouble: 'sync_failed' }))).toBe('sync_failed');
  expect(reasonOf(sourcesWith({ trouble: 'sync_held' }))).toBe('sync_held');
  expect(reasonOf(sourcesWith({}, { hasFailed: true }))).toBe('sync_failed');
  expect(reasonOf(sourcesWith({ lastGoodSyncAt: new Date('2026-06-29T11:00:00Z') }))).toBe('stale');
  expect(reasonOf(sourcesWith({}), 'devices', 'org_2')).toBe('no_company');
  expect(reasonOf(sourcesWith({}), 'devices', null)).toBe('no_company');
});
