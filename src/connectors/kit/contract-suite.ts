import { inspect } from 'node:util';
import { afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Sandbox, type SandboxFault, type SandboxMsp, startSandbox } from '../../../sandbox/sandbox.ts';
import {
  type Batch,
  type Connector,
  type RejectedRecord,
  VendorError,
  type VendorSession,
} from '../connector.ts';
import { retryPolicy } from './retry.ts';

/** What the suite has to know of a vendor. */
export type ContractSubject = {
  connector: Connector;
  /** Makes the MSP small, so that every page can be read many times. */
  trim(msp: SandboxMsp): void;
  /** Empties what the vendor serves. */
  clear(msp: SandboxMsp): void;
  /** External ids of the records that must be delivered of the vendor's longest list. */
  expectedIds(msp: SandboxMsp): string[];
  /** The rows of that list as they are served; the suite changes them. */
  rows(msp: SandboxMsp): Record<string, unknown>[];
  /** What the rows become. */
  kind: 'agreements' | 'devices' | 'users';
  /** Part of the path of that list, and of nothing else that the vendor is asked. */
  listPath: string;
  /** Part of the path at which tokens are issued. */
  tokenPath: string;
  /** Fields without which a row is still understood. */
  optionalFields: string[];
  /** A field without which it is not. */
  essentialField: string;
  /** A credential field, a wrong entry, and what the message must tell to check. */
  wrongEntries: [field: string, entry: string, check: RegExp][];
  /** Whether the vendor's answers tell the address of the next page. */
  followsLinks: boolean;
};

/** Requests a test of the credentials may cost, signing in included. */
const TEST_REQUESTS_MAX = 3;
const PAGE_SIZE = 3;

/** What every vendor must pass, against the sandbox over HTTP. */
export function runContractSuite(subject: ContractSubject): void {
  const { id } = subject.connector;
  let open: Sandbox[] = [];

  beforeAll(() => {
    retryPolicy.baseDelayMs = 1;
  });
  afterEach(async () => {
    await Promise.all(open.map((sandbox) => sandbox.close()));
    open = [];
  });

  /** A sandbox of its own for each test: another port is another account, with limits of its own. */
  async function start(pageSizeCap = PAGE_SIZE): Promise<Sandbox> {
    const sandbox = await startSandbox({ pageSizeCap });
    open.push(sandbox);
    subject.trim(sandbox.msp);
    return sandbox;
  }

  /** Reads all with the fault on. */
  async function readWith(fault: SandboxFault): Promise<{ sandbox: Sandbox; delivered: Delivered }> {
    const sandbox = await start();
    sandbox.setFault(id, fault);
    return { sandbox, delivered: await readAll(openSession(subject, sandbox)) };
  }

  async function failureWith(fault: SandboxFault): Promise<VendorError> {
    const sandbox = await start();
    sandbox.setFault(id, fault);
    return failureOf(sandbox, id, readAll(openSession(subject, sandbox)));
  }

  const idsOf = (delivered: Delivered) => delivered[subject.kind].map(({ externalId }) => externalId).sort();
  const expectComplete = (delivered: Delivered, sandbox: Sandbox) => {
    expect(idsOf(delivered)).toEqual(subject.expectedIds(sandbox.msp).sort());
    expect(delivered.rejected).toEqual([]);
  };

  describe('credentials', () => {
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
  });

  describe('listings', () => {
    test.each([1, 2, 7, 10_000])('everything is delivered once at %i rows a page', async (pageSize) => {
      const sandbox = await start(pageSize);
      const delivered = await readAll(openSession(subject, sandbox));
      expectComplete(delivered, sandbox);
      expect(delivered[subject.kind].length).toBeGreaterThan(PAGE_SIZE);
    });

    test('a last page that is exactly full ends the listing', async () => {
      const sandbox = await start();
      const rows = subject.rows(sandbox.msp);
      rows.length -= rows.length % PAGE_SIZE;
      expectComplete(await readAll(openSession(subject, sandbox)), sandbox);
    });

    test('a vendor that has nothing is read to its end', async () => {
      const sandbox = await start();
      subject.clear(sandbox.msp);
      const { companies, agreements, devices, users, licenses, rejected } = await readAll(
        openSession(subject, sandbox),
      );
      expect([companies, agreements, devices, users, licenses, rejected].flat()).toEqual([]);
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
      const { companies, agreements, devices, users, licenses } = await readAll(
        openSession(subject, sandbox),
      );
      for (const records of [companies, agreements, devices, users, licenses]) {
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

    test.runIf(subject.followsLinks)('a next page at another address is not followed', async () => {
      const error = await failureWith({ kind: 'foreign-next', path: subject.listPath });
      expect(error.code).toBe('bad_response');
    });

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
  });

  describe('failures of the vendor', () => {
    const once = { path: subject.listPath, after: 1, times: 1 };

    test('429 is waited out as the vendor asks', async () => {
      const fault = { kind: 'status', status: 429, retryAfterSeconds: 0.05, ...once } as const;
      const { sandbox, delivered } = await readWith(fault);
      expectComplete(delivered, sandbox);
    });

    test('429 that stays reads rate_limited', async () => {
      const error = await failureWith({ kind: 'status', status: 429, path: subject.listPath });
      expect(error.code).toBe('rate_limited');
    });

    test('500 is tried again', async () => {
      const { sandbox, delivered } = await readWith({ kind: 'status', status: 500, ...once });
      expectComplete(delivered, sandbox);
    });

    test('500 that stays fails the reading', async () => {
      const error = await failureWith({ kind: 'status', status: 500, path: subject.listPath, after: 1 });
      expect(error.code).toBe('vendor_error');
    });

    test('a token that expires midway is replaced', async () => {
      const { sandbox, delivered } = await readWith({
        kind: 'expire-token',
        path: subject.listPath,
        after: 1,
      });
      expectComplete(delivered, sandbox);
      const signIns = sandbox.requests(id).filter(({ path }) => path.includes(subject.tokenPath));
      expect(signIns.length).toBeGreaterThanOrEqual(2);
    });

    test('a connection cut off midway is tried again', async () => {
      const { sandbox, delivered } = await readWith({ kind: 'cut', ...once });
      expectComplete(delivered, sandbox);
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
  });

  describe('rows', () => {
    test('missing optional fields and unknown ones do no harm', async () => {
      const sandbox = await start();
      for (const row of subject.rows(sandbox.msp)) {
        for (const field of subject.optionalFields) delete row[field];
        row.addedByTheVendorLately = { deep: [1, null] };
      }
      expectComplete(await readAll(openSession(subject, sandbox)), sandbox);
    });

    test('a row that cannot be understood is counted and shown, and costs no other', async () => {
      const sandbox = await start();
      const all = subject.expectedIds(sandbox.msp);
      const [odd] = subject.rows(sandbox.msp);
      if (!odd) throw new Error('the sandbox has no rows');
      odd[subject.essentialField] = { not: 'understood', password: 'hunter2' };
      const delivered = await readAll(openSession(subject, sandbox));
      expect(idsOf(delivered)).toEqual(all.filter((externalId) => externalId !== String(odd.id)).sort());
      expect(delivered.rejected).toHaveLength(1);
      expect(delivered.rejected[0]).toMatchObject({
        kind: subject.kind,
        message: expect.stringContaining(subject.essentialField),
      });
      expect(delivered.rejected[0]?.sample).not.toContain('hunter2');
    });
  });
}

/** Everything a reading delivered. */
export type Delivered = Required<Omit<Batch, 'phase' | 'done' | 'total'>>;

/** Reads a session to its end. */
export async function readAll(session: VendorSession): Promise<Delivered> {
  const all: Delivered = {
    companies: [],
    agreements: [],
    devices: [],
    users: [],
    licenses: [],
    subscriptions: [],
    rejected: [] as RejectedRecord[],
    failedCompanies: [],
  };
  for await (const batch of session.read()) {
    all.companies.push(...(batch.companies ?? []));
    all.agreements.push(...(batch.agreements ?? []));
    all.devices.push(...(batch.devices ?? []));
    all.users.push(...(batch.users ?? []));
    all.licenses.push(...(batch.licenses ?? []));
    all.subscriptions.push(...(batch.subscriptions ?? []));
    all.rejected.push(...(batch.rejected ?? []));
    all.failedCompanies.push(...(batch.failedCompanies ?? []));
  }
  return all;
}

/** A session at the sandbox. @param changed entries in place of the right ones */
export function openSession(
  { connector }: Pick<ContractSubject, 'connector'>,
  sandbox: Sandbox,
  changed: Record<string, string> = {},
): VendorSession {
  const context = { signal: new AbortController().signal, allowPrivateAddresses: true };
  return connector.open({ ...sandbox.credentials(connector.id), ...changed }, context);
}

/** The error that the work fails with; it is a VendorError and shows no secret, wherever one looks. */
async function failureOf(sandbox: Sandbox, vendorId: string, work: Promise<unknown>): Promise<VendorError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${inspect(error)}`);
  const shown = inspect(error, { depth: 20, showHidden: true });
  expect(shown).not.toContain(sandbox.credentials(vendorId).clientSecret);
  expect(shown).not.toMatch(/Bearer \w/);
  return error;
}

function recordsOf({
  agreements = [],
  devices = [],
  users = [],
  licenses = [],
}: Batch): { companyExternalId: string }[] {
  return [...agreements, ...devices, ...users, ...licenses];
}

async function drain(batches: AsyncGenerator<Batch>): Promise<void> {
  for await (const _ of batches);
}
