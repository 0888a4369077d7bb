import { readFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { pax8Of } from '../../../sandbox/pax8/data.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import type { SubscriptionRecord } from '../../domain/inventory.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { openSession, readAll } from '../kit/testing.ts';
import { toRunning } from './changes.ts';
import { subject } from './contract.ts';
import { connector } from './index.ts';
import { companyRow, subscriptionRow } from './schema.ts';
import { toCompany, toSubscription } from './transform.ts';

describe('contract', () => {
  runContractSuite(subject);
});

const file = (name: string) =>
  JSON.parse(readFileSync(path.join(import.meta.dirname, 'fixtures', name), 'utf8'));
const [standard, storage, changing]: Record<string, unknown>[] = file('subscriptions.json');
const history: Record<string, unknown>[] = file('history.json').content;

function subscription(changes: Record<string, unknown> = {}, row = standard): SubscriptionRecord {
  return toSubscription(subscriptionRow.parse({ ...row, ...changes }));
}

describe('subscriptions', () => {
  test('one that runs keeps its product, its term, and when its commitment ends', () => {
    expect(subscription()).toEqual({
      externalId: '8f1f2f4e-31c5-4c0b-9d64-0f4a3d6c1a01',
      companyExternalId: '8f1f2f4e-31c5-4c0b-9d64-0f4a3d6c1c01',
      productId: '8f1f2f4e-31c5-4c0b-9d64-0f4a3d6c1d01',
      productName: 'Microsoft 365 Business Standard',
      quantity: 8,
      state: 'active',
      rawStatus: 'Active',
      isTrial: false,
      billingTerm: 'Monthly',
      termEndsAt: '2027-01-09T05:59:59.000Z',
    });
  });

  test('one that is to be cancelled runs on, whatever its end date, in parts of a unit too', () => {
    expect(subscription({}, storage)).toMatchObject({
      quantity: 2.5,
      state: 'active',
      rawStatus: 'PendingCancel',
      termEndsAt: '2026-01-18T00:00:00.000Z',
    });
    const commitmentTerm = { endDate: '2027-01-01' };
    expect(subscription({ commitmentTerm }, storage).termEndsAt).toBe('2026-01-18T00:00:00.000Z');
    expect(subscription({ commitmentTerm, status: 'Active' }, storage).termEndsAt).toBe(
      '2027-01-01T00:00:00.000Z',
    );
  });

  test.each([
    ['Active', 'active', false],
    ['Activated', 'active', false],
    ['PendingCancel', 'active', false],
    ['Trial', 'active', true],
    ['PendingManual', 'pending', false],
    ['PendingAutomated', 'pending', false],
    ['WaitingForDetails', 'pending', false],
    ['PendingActivation', 'pending', false],
    ['Cancelled', 'ended', false],
    ['Converted', 'ended', false],
    ['Hibernating', 'unknown', false],
    [null, 'unknown', false],
  ])('the status %s reads as %s', (status, state, isTrial) => {
    expect(subscription({ status })).toMatchObject({ state, isTrial, rawStatus: status });
  });

  test('a trial may also be told by its term', () => {
    expect(subscription({ billingTerm: 'Trial' }).isTrial).toBe(true);
  });

  test.each([undefined, null, '', 'many'])('a quantity of %s is not understood, and not zero', (quantity) => {
    expect(subscriptionRow.safeParse({ ...standard, quantity }).success).toBe(false);
  });

  test('dates that nobody understands are left out', () => {
    expect(subscription({ commitmentTerm: { endDate: 'soon' }, endDate: 7 }).termEndsAt).toBeNull();
  });
});

describe('a change under way', () => {
  const states = (changes: Record<string, unknown>[]) =>
    changes.map((change, index) => subscriptionRow.parse({ ...history[index], ...change }));
  const running = (...changes: Record<string, unknown>[]) =>
    toRunning(subscriptionRow.parse(changing), states(changes));

  test('leaves the quantity that runs, and says what it will be', () => {
    expect(running({}, {})).toEqual({
      ...subscription({}, changing),
      externalId: '8f1f2f4e-31c5-4c0b-9d64-0f4a3d6c1a03:running',
      quantity: 2,
      state: 'active',
      rawStatus: 'Active, PendingAutomated to 5',
    });
  });

  test('is told by the time of the change, else by the order', () => {
    const swapped = [
      { status: 'Active', quantity: 2, updatedDate: null },
      { status: 'PendingAutomated', quantity: 5 },
    ];
    expect(running({ ...swapped[0] }, { ...swapped[1], updatedDate: '2026-01-20' })?.quantity).toBe(2);
    expect(running({ createdDate: null, updatedDate: null }, {})?.quantity).toBe(2);
    expect(running({ status: 'Cancelled', createdDate: null, updatedDate: null }, {})).toBeNull();
  });

  test.each([
    ['has not run before', [{}, { status: 'WaitingForDetails' }]],
    ['was cancelled before', [{}, { status: 'Cancelled' }]],
    ['has states that nobody knows', [{}, { status: 'Hibernating' }]],
    ['has no history', []],
  ])('what %s does not run', (_what, changes) => {
    expect(running(...changes)).toBeNull();
  });

  test('what ran as a trial stays one', () => {
    expect(running({}, { status: 'Trial' })).toMatchObject({ state: 'active', isTrial: true });
  });
});

describe('companies', () => {
  test.each([
    ['https://www.harborview.example/', ['harborview.example']],
    ['harborview.example', ['harborview.example']],
    ['https://social.example/harborview', []],
    ['n/a', []],
    ['localhost', []],
    [null, []],
  ])('of the website %s the domains are %j', (website, domains) => {
    expect(toCompany(companyRow.parse({ id: 'c1', name: 'Harborview', website }))).toEqual({
      externalId: 'c1',
      name: 'Harborview',
      domains,
      tenantId: null,
    });
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());
  const read = () => readAll(openSession({ connector }, sandbox));

  test('deleted companies are told only where a subscription is theirs', async () => {
    const { companies, rejected } = await read();
    const names = companies.map(({ name }) => name);
    expect(names).toContain('Beacon Hill Florist');
    expect(names).not.toContain('Test company');
    expect(names).toHaveLength(pax8Of(sandbox.msp).companies.length - 1);
    expect(rejected).toEqual([]);
  });

  test('the history is asked for only of what is pending', async () => {
    await read();
    const asked = sandbox.requests('pax8').filter(({ path: asked }) => asked.includes('/history'));
    const pending = pax8Of(sandbox.msp).subscriptions.filter(({ status }) =>
      ['PendingManual', 'PendingAutomated', 'WaitingForDetails', 'PendingActivation'].includes(status),
    );
    expect(pending.length).toBeGreaterThan(3);
    expect(asked).toHaveLength(pending.length);
  });

  test.each([403, 404])('where a history answers %i, what is pending is left at that', async (status) => {
    sandbox.setFault('pax8', { kind: 'status', status, path: '/history' });
    const { subscriptions, rejected } = await read();
    expect(subscriptions.some(({ externalId }) => externalId.endsWith(':running'))).toBe(false);
    expect(subscriptions.filter(({ state }) => state === 'pending').length).toBeGreaterThan(3);
    expect(rejected).toEqual([]);
  });

  test('a history that cannot be read fails the reading: what runs would be missing', async () => {
    sandbox.setFault('pax8', { kind: 'html', path: '/history' });
    await expect(read()).rejects.toMatchObject({ code: 'bad_response' });
  });

  test('a subscription of a company that is not listed is reported', async () => {
    const [company] = pax8Of(sandbox.msp).companies.splice(0, 1);
    const own = pax8Of(sandbox.msp).subscriptions.filter(({ companyId }) => companyId === company?.id);
    const { subscriptions, rejected } = await read();
    expect(rejected).toHaveLength(own.length);
    expect(rejected[0]?.message).toContain('lists no company');
    expect(subscriptions.some(({ companyExternalId }) => companyExternalId === company?.id)).toBe(false);
  });

  test('a list that becomes shorter while it is read fails', async () => {
    await sandbox.close();
    sandbox = await startSandbox({ pageSizeCap: 50 });
    const batches = openSession({ connector }, sandbox).read();
    for (let phase = ''; phase !== 'subscriptions'; )
      phase = (await batches.next()).value?.phase ?? 'subscriptions';
    pax8Of(sandbox.msp).subscriptions.splice(0, 2);
    await expect(readAll({ test: async () => '', read: () => batches })).rejects.toMatchObject({
      code: 'incomplete_listing',
    });
  });
});
