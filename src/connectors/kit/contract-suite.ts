import { describe, expect, test } from 'vitest';
import type { Batch } from '../connector.ts';
import {
  type ContractSubject,
  createHarness,
  expectComplete,
  failureOf,
  type Harness,
  idsOf,
  openSession,
  PAGE_SIZE,
  readAll,
} from './testing.ts';

/** Requests a test of the credentials may cost, signing in included. */
const TEST_REQUESTS_MAX = 3;

/** What every vendor must pass, against the sandbox over HTTP. */
export function runContractSuite(subject: ContractSubject): void {
  const harness = createHarness(subject);
  describe('credentials', () => credentialTests(harness));
  describe('listings', () => listingTests(harness));
  describe('failures of the vendor', () => failureTests(harness));
  describe('rows', () => rowTests(harness));
}

function credentialTests(harness: Harness): void {
  const { subject, id, start, failureWith } = harness;

  test('the right ones are proven by a cheap call that says what it found', async () => {
    const sandbox = await start();
    expect(await openSession(subject, sandbox).test()).toMatch(/^Signed in to .+\.$/);
    expect(sandbox.requests(id).length).toBeLessThanOrEqual(TEST_REQUESTS_MAX);
  });

  test.each(subject.wrongEntries)('a wrong %s is named as what to check', async (field, entry, check) => {
    const sandbox = await start();
    const session = openSession(subject, sandbox, { [field]: entry });
    const error = await failureOf(sandbox, id, session.test());
    expect(error.code).toBe('bad_credentials');
    expect(error.message).toMatch(check);
  });

  test('missing permissions read forbidden', async () => {
    expect((await failureWith({ kind: 'status', status: 403 })).code).toBe('forbidden');
  });

  test('an address that is not public is refused before anything is sent', async () => {
    const sandbox = await start();
    const context = { signal: new AbortController().signal, allowPrivateAddresses: false };
    const work = async () => subject.connector.open(sandbox.credentials(id), context).test();
    expect((await failureOf(sandbox, id, work())).code).toBe('address_refused');
    expect(sandbox.requests(id)).toEqual([]);
  });
}

function listingTests(harness: Harness): void {
  const { subject, id, start, failureWith } = harness;

  test.each([1, 2, 7, 10_000])('everything is delivered once at %i rows a page', async (pageSize) => {
    const sandbox = await start(pageSize);
    const delivered = await readAll(openSession(subject, sandbox));
    expectComplete(harness, delivered, sandbox);
    expect(delivered[subject.kind].length).toBeGreaterThan(PAGE_SIZE);
  });

  test('a last page that is exactly full ends the listing', async () => {
    const sandbox = await start();
    const rows = subject.rows(sandbox.msp);
    rows.length -= rows.length % PAGE_SIZE;
    expectComplete(harness, await readAll(openSession(subject, sandbox)), sandbox);
  });

  test('a vendor that has nothing is read to its end', async () => {
    const sandbox = await start();
    subject.clear(sandbox.msp);
    const delivered = await readAll(openSession(subject, sandbox));
    expect(Object.values(delivered).flat()).toEqual([]);
  });

  test('the same data read twice are the same records', async () => {
    const sandbox = await start();
    const first = await readAll(openSession(subject, sandbox));
    expect(await readAll(openSession(subject, sandbox))).toEqual(first);
  });

  test('ids are unique, and every record is of a company that was told of before', async () => {
    const sandbox = await start();
    const told = new Set<string>();
    for await (const batch of openSession(subject, sandbox).read()) {
      for (const company of batch.companies ?? []) told.add(company.externalId);
      for (const { companyExternalId } of recordsOf(batch)) expect(told).toContain(companyExternalId);
    }
    const { companies, agreements, devices, users, licenses, subscriptions } = await readAll(
      openSession(subject, sandbox),
    );
    for (const records of [companies, agreements, devices, users, licenses, subscriptions]) {
      expect(new Set(records.map(({ externalId }) => externalId)).size).toBe(records.length);
    }
  });

  test('a page that comes twice fails the listing', async () => {
    const error = await failureWith({ kind: 'duplicate-page', path: subject.listPath });
    expect(error.code).toBe('incomplete_listing');
  });

  test('a listing that stops before its end fails', async () => {
    const error = await failureWith({ kind: 'cut-listing', path: subject.listPath });
    expect(['incomplete_listing', 'vendor_error']).toContain(error.code);
  });

  if (subject.followsLinks) {
    test('a next page at another address is not followed', async () => {
      const error = await failureWith({ kind: 'foreign-next', path: subject.listPath });
      expect(error.code).toBe('bad_response');
    });
  }

  test('cancelling ends the reading', async () => {
    const sandbox = await start();
    const controller = new AbortController();
    const context = { signal: controller.signal, allowPrivateAddresses: true };
    const batches = subject.connector.open(sandbox.credentials(id), context).read();
    await batches.next();
    controller.abort();
    const error = await failureOf(sandbox, id, drain(batches));
    expect(error.code).toBe('cancelled');
  });
}

function failureTests(harness: Harness): void {
  const { subject, readWith, failureWith } = harness;

  const once = { path: subject.listPath, after: 1, times: 1 };

  test('429 is waited out as the vendor asks', async () => {
    const fault = { kind: 'status', status: 429, retryAfterSeconds: 0.05, ...once } as const;
    const { sandbox, delivered } = await readWith(fault);
    expectComplete(harness, delivered, sandbox);
  });

  test('429 that stays reads rate_limited', async () => {
    const error = await failureWith({ kind: 'status', status: 429, path: subject.listPath });
    expect(error.code).toBe('rate_limited');
  });

  test('500 is tried again', async () => {
    const { sandbox, delivered } = await readWith({ kind: 'status', status: 500, ...once });
    expectComplete(harness, delivered, sandbox);
  });

  test('500 that stays fails the reading', async () => {
    const error = await failureWith({ kind: 'status', status: 500, path: subject.listPath, after: 1 });
    expect(error.code).toBe('vendor_error');
  });

  if (subject.mintsTokens) {
    test('a token that expires midway is replaced', async () => {
      const { sandbox, delivered } = await readWith({
        kind: 'expire-token',
        path: subject.listPath,
        after: 1,
      });
      expectComplete(harness, delivered, sandbox);
    });
  }

  test('a connection cut off midway is tried again', async () => {
    const { sandbox, delivered } = await readWith({ kind: 'cut', ...once });
    expectComplete(harness, delivered, sandbox);
  });

  test('a connection cut off midway every time reads unreachable', async () => {
    const error = await failureWith({ kind: 'cut', path: subject.listPath });
    expect(error.code).toBe('unreachable');
    expect(error.message).toContain('cut off');
  });

  test('a web page in place of the answer is said to be one', async () => {
    const error = await failureWith({ kind: 'html', path: subject.listPath });
    expect(error.code).toBe('bad_response');
    expect(error.message).toContain('web page');
  });

  test('malformed JSON is said to be malformed', async () => {
    const error = await failureWith({ kind: 'malformed', path: subject.listPath });
    expect(error.code).toBe('bad_response');
    expect(error.message).toContain('malformed');
  });
}

function rowTests(harness: Harness): void {
  const { subject, start } = harness;

  test('missing optional fields and unknown ones do no harm', async () => {
    const sandbox = await start();
    for (const row of subject.rows(sandbox.msp)) {
      for (const field of subject.optionalFields) delete row[field];
      row.addedByTheVendorLately = { deep: [1, null] };
    }
    expectComplete(harness, await readAll(openSession(subject, sandbox)), sandbox);
  });

  test('a word that no one has documented is kept as it was sent', async () => {
    const sandbox = await start();
    const [row] = subject.rows(sandbox.msp);
    if (!row) throw new Error('the sandbox has no rows');
    const word = subject.unknownWord(row);
    const delivered = await readAll(openSession(subject, sandbox));
    expectComplete(harness, delivered, sandbox);
    expect(JSON.stringify(delivered[subject.kind])).toContain(word);
  });

  test('a row that cannot be understood is counted and shown, and costs no other', async () => {
    const sandbox = await start();
    const all = subject.expectedIds(sandbox.msp);
    const [odd] = subject.rows(sandbox.msp);
    if (!odd) throw new Error('the sandbox has no rows');
    const oddId = String(odd[subject.idField ?? 'id']);
    odd[subject.essentialField] = { not: 'understood', password: 'hunter2' };
    const delivered = await readAll(openSession(subject, sandbox));
    expect(idsOf(harness, delivered)).toEqual(all.filter((externalId) => externalId !== oddId).sort());
    expect(delivered.rejected).toHaveLength(1);
    expect(delivered.rejected[0]).toMatchObject({
      kind: subject.kind,
      message: expect.stringContaining(subject.essentialField),
    });
    expect(delivered.rejected[0]?.sample).not.toContain('hunter2');
  });
}

function recordsOf({
  agreements = [],
  devices = [],
  users = [],
  licenses = [],
  subscriptions = [],
}: Batch): { companyExternalId: string }[] {
  return [...agreements, ...devices, ...users, ...licenses, ...subscriptions];
}

async function drain(batches: AsyncGenerator<Batch>): Promise<void> {
  for await (const _ of batches);
}
