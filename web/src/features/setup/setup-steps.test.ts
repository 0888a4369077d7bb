import { expect, test } from 'vitest';
import type { Integration } from '../../api/types.ts';
import { setupSteps } from './setup-steps.ts';

const none = { companies: 0, agreements: 0, devices: 0, users: 0, licenses: 0, subscriptions: 0 };

function integration(change: Partial<Integration>): Integration {
  return {
    id: 'one',
    vendor: 'halopsa',
    name: 'HaloPSA',
    capabilities: ['agreements'],
    credentials: {},
    secretsSet: [],
    isDefaultPsa: true,
    schedule: null,
    pausedAt: null,
    lastGoodSyncAt: null,
    lastSync: null,
    counts: none,
    createdAt: '2026-11-01T00:00:00Z',
    ...change,
  };
}

const counts = { agreements: 3, unmapped: 9, mapped: 0, ignored: 0, reconciliation: 0 };
const doneOf = (facts: Parameters<typeof setupSteps>[0]): string[] =>
  setupSteps(facts)
    .filter((step) => step.isDone)
    .map((step) => step.id);

test('a new workspace has everything to do', () => {
  expect(doneOf({ integrations: [], unlinked: 0, counts: { ...counts, agreements: 0 } })).toEqual([]);
});

test('a PSA that also knows devices is still no source of its own', () => {
  const integrations = [integration({ capabilities: ['agreements', 'devices'] })];
  expect(doneOf({ integrations, unlinked: 0, counts })).toEqual(['psa']);
});

test('companies are not linked before they have been read, even if none is unlinked', () => {
  const source = integration({
    id: 'two',
    capabilities: ['devices'],
    lastGoodSyncAt: '2026-11-01T00:00:00Z',
  });
  expect(doneOf({ integrations: [integration({}), source], unlinked: 0, counts })).toEqual([
    'psa',
    'sources',
  ]);
});

test('all is done once everything is read, linked, and a line is mapped', () => {
  const at = { lastGoodSyncAt: '2026-11-01T00:00:00Z', counts: { ...none, companies: 12 } };
  const integrations = [integration(at), integration({ ...at, id: 'two', capabilities: ['devices'] })];
  expect(doneOf({ integrations, unlinked: 0, counts: { ...counts, mapped: 1 } })).toHaveLength(5);
  expect(doneOf({ integrations, unlinked: 2, counts })).toEqual(['psa', 'sources', 'sync']);
});
