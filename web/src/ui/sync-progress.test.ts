import { expect, test } from 'vitest';
import type { SyncRun } from '../api/types.ts';
import { progressWords } from './sync-progress.tsx';

const run: SyncRun = {
  id: 'run',
  integrationId: 'one',
  status: 'running',
  phase: 'agreements',
  done: 34,
  total: 51,
  rows: { added: 0, changed: 0, removed: 0, rejected: 0 },
  rejectedSamples: [],
  failedCompanies: [],
  unread: [],
  startedAt: null,
  finishedAt: null,
  createdAt: '2026-11-01T00:00:00Z',
  error: null,
};

test.each([
  [{}, 'Agreements 34 of 51'],
  [{ total: null }, 'Agreements 34'],
  [{ total: null, done: 0, phase: null }, 'Syncing'],
  [{ status: 'queued' as const }, 'Waiting to start'],
])('the progress of %o reads "%s"', (change, words) => {
  expect(progressWords({ ...run, ...change })).toBe(words);
});
