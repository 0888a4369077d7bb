import { inspect } from 'node:util';
import { afterEach, beforeAll, expect } from 'vitest';
import { createMsp } from '../../../sandbox/msp/create-msp.ts';
import { type Sandbox, type SandboxFault, type SandboxMsp, startSandbox } from '../../../sandbox/sandbox.ts';
import type { Capability } from '../../domain/inventory.ts';
import { type Batch, type Connector, VendorError, type VendorSession } from '../connector.ts';
import { loadConnectors } from '../registry.ts';
import { secretsOf } from './credentials.ts';
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
  /** What the rows call their id; absent: `id`. */
  idField?: string;
  /** What the rows become. */
  kind: Capability;
  /** Part of the path of that list, and of nothing else that the vendor is asked. */
  listPath: string;
  /** Fields without which a row is still understood. */
  optionalFields: string[];
  /** A field without which it is not. */
  essentialField: string;
  /** A credential field, a wrong entry, and what the message must tell to check. */
  wrongEntries: [field: string, entry: string, check: RegExp][];
  /** Gives a row a word that no one has documented, where the vendor has words from a list, and says which: the record must keep it. */
  unknownWord(row: Record<string, unknown>): string;
  /** Whether requests are signed by a token that expires; otherwise every one carries the key itself. */
  mintsTokens: boolean;
  /** Whether the vendor's answers tell the address of the next page. */
  followsLinks: boolean;
};

/** Small enough that the sandbox's trimmed lists have several pages. */
export const PAGE_SIZE = 3;

/** What the tests of the suite work with. */
export type Harness = {
  subject: ContractSubject;
  /** The vendor's id. */
  id: string;
  /** A sandbox of its own for each test: another port is another account, with limits of its own. */
  start(pageSizeCap?: number): Promise<Sandbox>;
  /** Reads all with the fault on. The fault must have cost requests, or it was never met. */
  readWith(fault: SandboxFault): Promise<{ sandbox: Sandbox; delivered: Delivered }>;
  /** What reading fails with when the fault is on. */
  failureWith(fault: SandboxFault): Promise<VendorError>;
};

/** Prepares the tests of the file it is called in. */
export function createHarness(subject: ContractSubject): Harness {
  const { id } = subject.connector;
  const small = createMsp({ today: new Date().toISOString().slice(0, 10) });
  subject.trim(small);
  const start = sandboxStarter(small);
  return {
    subject,
    id,
    start,
    async readWith(fault) {
      const sandbox = await start();
      await readAll(openSession(subject, sandbox));
      const requestsWithout = sandbox.requests(id).length;
      sandbox.setFault(id, fault);
      const delivered = await readAll(openSession(subject, sandbox));
      expect(sandbox.requests(id).length - requestsWithout).toBeGreaterThan(requestsWithout);
      return { sandbox, delivered };
    },
    async failureWith(fault) {
      const sandbox = await start();
      sandbox.setFault(id, fault);
      return failureOf(sandbox, id, readAll(openSession(subject, sandbox)));
    },
  };
}

/** Sandboxes that are closed after each test, and a kit that does not wait long between tries. */
function sandboxStarter(msp: SandboxMsp): Harness['start'] {
  let open: Sandbox[] = [];
  beforeAll(() => {
    retryPolicy.baseDelayMs = 1;
  });
  afterEach(async () => {
    await Promise.all(open.map((sandbox) => sandbox.close()));
    open = [];
  });
  return async (pageSizeCap = PAGE_SIZE) => {
    const sandbox = await startSandbox({ pageSizeCap, msp: structuredClone(msp) });
    open.push(sandbox);
    return sandbox;
  };
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
    rejected: [],
    failedCompanies: [],
    unread: [],
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
    all.unread.push(...(batch.unread ?? []));
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

/** The sorted ids of what the vendor's longest list became. */
export function idsOf({ subject }: Harness, delivered: Delivered): string[] {
  return delivered[subject.kind].map(({ externalId }) => externalId).sort();
}

/** Nothing is missing and nothing was rejected. */
export function expectComplete(harness: Harness, delivered: Delivered, sandbox: Sandbox): void {
  expect(idsOf(harness, delivered)).toEqual(harness.subject.expectedIds(sandbox.msp).sort());
  expect(delivered.rejected).toEqual([]);
}

/** The error that the work fails with; it is a VendorError and shows no secret, wherever one looks. */
export async function failureOf(
  sandbox: Sandbox,
  vendorId: string,
  work: Promise<unknown>,
): Promise<VendorError> {
  const error = await work.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  if (!(error instanceof VendorError)) throw new Error(`expected a VendorError, got ${inspect(error)}`);
  const shown = inspect(error, { depth: 20, showHidden: true });
  for (const secret of await secretsAt(sandbox, vendorId)) expect(shown).not.toContain(secret);
  expect(shown).not.toMatch(/(Bearer|Basic|ApiToken) \w/);
  return error;
}

async function secretsAt(sandbox: Sandbox, vendorId: string): Promise<string[]> {
  const connector = (await loadConnectors()).get(vendorId);
  const credentials = sandbox.credentials(vendorId);
  const secrets = secretsOf(connector?.credentialFields ?? [], credentials);
  expect(secrets).not.toEqual([]);
  return secrets;
}
