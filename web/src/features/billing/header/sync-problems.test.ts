import { expect, test } from 'vitest';
import type { Integration, SyncRun } from '../../../api/types.ts';
import { syncProblems, whatHolds } from './sync-problems.ts';

function integration(id: string, status: SyncRun['status'], parts: Partial<Integration> = {}): Integration {
  const lastSync: SyncRun = {
    id: `run_${id}`,
    integrationId: id,
    status,
    phase: null,
    done: 0,
    total: null,
    rows: { added: 0, changed: 0, removed: 0, rejected: 0 },
    rejectedSamples: [],
    failedCompanies: [],
    unread: [],
    startedAt: null,
    finishedAt: null,
    createdAt: '2026-11-01T00:00:00Z',
    error: null,
  };
  return {
    id,
    vendor: 'halo-psa',
    name: id,
    capabilities: [],
    credentials: {},
    secretsSet: [],
    isDefaultPsa: false,
    schedule: null,
    pausedAt: null,
    lastGoodSyncAt: '2026-10-31T00:00:00Z',
    lastSync,
    counts: { companies: 0, agreements: 0, devices: 0, users: 0, licenses: 0, subscriptions: 0 },
    createdAt: '2026-10-01T00:00:00Z',
    ...parts,
  };
}

test('failed and held syncs are problems, the default PSA first', () => {
  const all = [
    integration('good', 'succeeded'),
    integration('rmm', 'held'),
    integration('psa', 'failed', { isDefaultPsa: true }),
    integration('running', 'running'),
  ];
  expect(syncProblems(all).map((problem) => problem.integration.id)).toEqual(['psa', 'rmm']);
});

test('a failed PSA leaves the previous agreements in sight, a failed source leaves its counts unknown', () => {
  const [psa, source] = syncProblems([
    integration('psa', 'failed', { isDefaultPsa: true }),
    integration('rmm', 'failed'),
  ]);
  expect(psa === undefined ? '' : whatHolds(psa)).toContain('previous ones');
  expect(source === undefined ? '' : whatHolds(source)).toContain('unknown');
});
