import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type ManageLineTruth, manageOf } from '../../../sandbox/connectwise-manage/data.ts';
import type { ManageAddition } from '../../../sandbox/connectwise-manage/schema.ts';
import { type Sandbox, startSandbox } from '../../../sandbox/sandbox.ts';
import { isAdjustment } from '../../domain/adjustments.ts';
import type { VendorAgreement, VendorLineItem } from '../../domain/agreement.ts';
import { stateOf } from '../../domain/line-state.ts';
import { Decimal } from '../../domain/money.ts';
import { lineOf } from '../../domain/testing.ts';
import { runContractSuite } from '../kit/contract-suite.ts';
import { type Delivered, openSession, readAll } from '../kit/testing.ts';
import { subject } from './contract.ts';

const ID = subject.connector.id;

describe('contract', () => {
  runContractSuite(subject);
});

describe('contract, at a site that answers bundles', () => {
  runContractSuite({
    ...subject,
    trim: (msp) => {
      subject.trim(msp);
      manageOf(msp).bundles = { agreementaddition: 'additions', adjustment: 'adjustments' };
    },
  });
});

describe('contract, at a site whose lists page by number', () => {
  runContractSuite({
    ...subject,
    trim: (msp) => {
      subject.trim(msp);
      manageOf(msp).isForwardOnly = false;
    },
  });
});

describe('reading', () => {
  let sandbox: Sandbox;
  beforeEach(async () => {
    sandbox = await startSandbox();
  });
  afterEach(() => sandbox.close());

  const read = () => readAll(openSession(subject, sandbox));
  const requestsTo = (part: string) => sandbox.requests(ID).filter(({ path }) => path.includes(part));

  test('every line is what the MSP really bills: quantity, free units, price, and whether it does today', async () => {
    const delivered = await read();
    const { lines, agreements } = manageOf(sandbox.msp);
    expect(delivered.rejected).toEqual([]);
    expect(delivered.agreements).toHaveLength(agreements.length);
    expect(linesOf(delivered, sandbox.msp.today)).toEqual(lines.toSorted(byId));
    for (const state of ['active', 'ended', 'upcoming']) {
      expect(lines.filter((line) => line.state === state).length, state).toBeGreaterThan(3);
    }
    expect(lines.filter(({ included }) => included > 0).length).toBeGreaterThan(3);
    expect(lines.filter(({ isBillable }) => !isBillable).length).toBeGreaterThan(3);
  });

  test('child agreements name their parent', async () => {
    const { agreements } = await read();
    const children = agreements.filter(({ parentExternalId }) => parentExternalId !== null);
    expect(children.map(({ name }) => name)).toContain('Managed services - Pier 4 warehouse');
    for (const { parentExternalId, companyExternalId } of children) {
      const parent = agreements.find(({ externalId }) => externalId === parentExternalId);
      expect(parent).toMatchObject({ name: 'Managed services', companyExternalId });
    }
  });

  test('a parent that lists its child’s additions too bills them only once', async () => {
    const before = await read();
    const { agreements, additions } = manageOf(sandbox.msp);
    const child = agreements.find(({ parentAgreement }) => parentAgreement);
    const own = additions.filter(({ agreementId }) => agreementId === child?.id);
    expect(own.length).toBeGreaterThan(0);
    listUnder(sandbox, String(child?.parentAgreement?.id), own);
    expect(await read()).toEqual(before);
  });

  test('an addition of an agreement that nobody lists is reported', async () => {
    const [addition] = manageOf(sandbox.msp).additions;
    listUnder(sandbox, String(addition?.agreementId), [{ ...addition, id: 77_777, agreementId: 99_999 }]);
    expect((await read()).rejected).toEqual([
      expect.objectContaining({ message: 'agreementId: ConnectWise lists no agreement 99999' }),
    ]);
  });

  test('cycles are what the MSP set them up as, not what they are called', async () => {
    const { agreements } = await read();
    const cycles = new Map(agreements.map((row) => [row.billingCycleRaw, row.billingCycle]));
    expect(Object.fromEntries(cycles)).toEqual({
      Monthly: 'monthly',
      'Every quarter (Quarterly)': 'quarterly',
      'Half-yearly (SemiAnnual)': 'half_yearly',
      'Annual in advance (Yearly)': 'yearly',
      'Every 18 months': 'unknown',
    });
  });

  test('where the cycles may not be read, a name that is no option is unknown', async () => {
    sandbox.setFault(ID, { kind: 'status', status: 403, path: '/finance/billingCycles' });
    const { agreements } = await read();
    expect(new Set(agreements.map(({ billingCycle }) => billingCycle))).toEqual(
      new Set(['monthly', 'unknown']),
    );
  });

  test('adjustments and discounts are adjustments, hours are a line of text', async () => {
    const { agreements } = await read();
    const lines = agreements.flatMap(({ lineItems }) => lineItems);
    const credits = lines.filter(({ productName }) => productName === 'Goodwill credit');
    expect(credits.length).toBe(2);
    for (const credit of credits) expect(isAdjustment(asLine(credit))).toBe(true);
    expect(lines.filter((line) => isAdjustment(asLine(line))).length).toBeGreaterThan(10);
    expect(lines.filter(({ isHeading }) => isHeading).map(({ description }) => description)).toEqual([
      '5 hours',
    ]);
  });

  test('a deleted company is told of only when something is billed to it', async () => {
    const { companies } = await read();
    expect(companies.map(({ name }) => name)).not.toContain('Old Mill Tavern');
    const [first] = manageOf(sandbox.msp).agreements;
    if (!first) throw new Error('the sandbox has no agreements');
    first.company = { id: 11, identifier: 'OldMillTavern', name: 'Old Mill Tavern' };
    expect((await read()).companies).toContainEqual(
      expect.objectContaining({ externalId: '11', name: 'Old Mill Tavern' }),
    );
  });

  test('an agreement that leaves while the list is read fails the reading', async () => {
    const [first] = manageOf(sandbox.msp).agreements;
    sandbox.setFault(ID, { kind: 'status', status: 404, path: `/finance/agreements/${first?.id}/additions` });
    await expect(read()).rejects.toMatchObject({ code: 'incomplete_listing' });
  });

  test('an addition that is not understood is reported, and the others of its agreement stay', async () => {
    const { additions } = manageOf(sandbox.msp);
    const before = await read();
    Object.assign(additions[0] ?? {}, { quantity: 'a lot' });
    const { rejected, agreements } = await read();
    expect(rejected).toEqual([
      expect.objectContaining({ kind: 'agreements', message: 'quantity: not a number' }),
    ]);
    expect(countLines(agreements)).toBe(countLines(before.agreements) - 1);
  });

  test('each agreement is asked once for each of its lists, four requests at a time', async () => {
    const latencyMs = 10;
    const slow = await startSandbox({ msp: sandbox.msp, latencyMs });
    const startedAt = performance.now();
    await readAll(openSession(subject, slow));
    const tookMs = performance.now() - startedAt;
    const requests = slow.requests(ID);
    await slow.close();
    const { agreements } = manageOf(sandbox.msp);
    for (const list of ['/additions', '/adjustments']) {
      expect(requests.filter(({ path }) => path.includes(list))).toHaveLength(agreements.length);
    }
    expect(tookMs).toBeGreaterThanOrEqual((requests.length / 4) * latencyMs);
  });

  describe('in bundles', () => {
    test('a site that answers them right is asked for many agreements at once, with the same result', async () => {
      const single = await read();
      const asked = requestsTo('/additions').length;
      manageOf(sandbox.msp).bundles = { addition: 'additions' };
      expect(await read()).toEqual(single);
      // The groups that were under way before the proof are asked one by one.
      expect(requestsTo('/additions').length - asked).toBeLessThan(asked);
      expect(requestsTo('/system/bundles').length).toBeGreaterThan(2);
    });

    test('a name that stands for something else is not believed', async () => {
      const single = await read();
      const asked = requestsTo('/additions').length;
      manageOf(sandbox.msp).bundles = { addition: 'adjustments', agreementaddition: 'adjustments' };
      expect(await read()).toEqual(single);
      expect(requestsTo('/additions')).toHaveLength(asked * 2);
    });

    test('a site that comes to refuse them midway is asked one by one again', async () => {
      const single = await read();
      manageOf(sandbox.msp).bundles = { addition: 'additions' };
      sandbox.setFault(ID, { kind: 'status', status: 403, path: '/system/bundles', after: 3 });
      expect(await read()).toEqual(single);
    });
  });
});

/** Has an agreement list additions that say they are another's. */
function listUnder(sandbox: Sandbox, agreementId: string, additions: object[]): void {
  manageOf(sandbox.msp).alsoListed = { [agreementId]: additions as ManageAddition[] };
}

type Line = Omit<ManageLineTruth, 'state'> & { state: string };

/** What was delivered, in the words of the truth. */
function linesOf({ agreements }: Delivered, today: string): Line[] {
  return agreements
    .flatMap((agreement) => agreement.lineItems.map((line) => toTruth(line, agreement, today)))
    .toSorted(byId);
}

function toTruth(line: VendorLineItem, agreement: VendorAgreement, today: string): Line {
  const { state } = stateOf(asLine(line, agreement), today);
  return {
    lineExternalId: line.externalId,
    agreementExternalId: agreement.externalId,
    productName: line.productName,
    quantity: Number(line.quantity),
    included: Number(line.includedQuantity),
    unitPrice: Number(line.unitPrice),
    isBillable: line.billingType === 'billable',
    state: state === 'ended' || state === 'upcoming' ? state : 'active',
  };
}

function asLine(line: VendorLineItem, agreement?: VendorAgreement) {
  const { minimumQuantity: _minimum, extendedAmount, productId: _id, productName: _name, ...rest } = line;
  const { status, startDate, endDate, cancelledDate } = agreement ?? {};
  const window = agreement ? { status, startDate, endDate, cancelledDate } : {};
  return lineOf({
    ...rest,
    extendedAmount: extendedAmount === null ? null : new Decimal(extendedAmount),
    agreement: window as object,
  });
}

function countLines(agreements: readonly VendorAgreement[]): number {
  return agreements.reduce((sum, { lineItems }) => sum + lineItems.length, 0);
}

function byId(a: { lineExternalId: string }, b: { lineExternalId: string }): number {
  return a.lineExternalId < b.lineExternalId ? -1 : 1;
}
