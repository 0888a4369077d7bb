import type { z } from 'zod';
import type { Metric } from '../../domain/inventory.ts';
import type { Batch, RejectedRecord } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import type { Http } from '../kit/http.ts';
import { parseRows, rejectedRecord } from '../kit/parse.ts';
import { listAssets, listLicences, listUsers, type Page } from './client.ts';
import type { CompanyBook } from './company-book.ts';
import { assetRow, licenceRow, userRow } from './inventory-schema.ts';
import { toDevice, toLicense, toUser } from './inventory-transform.ts';

/** The permission that a list needs, in words. */
const PERMISSIONS: Record<'users' | 'devices' | 'licenses', string> = {
  users: 'users',
  devices: 'assets',
  licenses: 'software licences',
};

/**
 * Users, assets and licences. The agreements are what a PSA is for: a list that the application may not read is told as unread, and
 * stops nothing.
 * @param companies those told of with the agreements
 */
export async function* readInventory(
  http: Http,
  companies: CompanyBook,
): AsyncGenerator<Batch, void, undefined> {
  yield* orUnread('users', nonEmpty(listUsers(http), companies), (rows) => {
    const { records, rejected } = ownRows(userRow, rows, 'users', companies);
    return { users: records.map(toUser), rejected };
  });
  yield* orUnread('devices', listAssets(http), (rows) => {
    const { records, rejected } = ownRows(assetRow, rows, 'devices', companies);
    return { devices: records.map(toDevice), rejected };
  });
  yield* orUnread('licenses', listLicences(http), (rows) => {
    const { records, rejected } = ownRows(licenceRow, rows, 'licenses', companies);
    return { licenses: records.map(toLicense), rejected };
  });
}

type Read = Pick<Batch, 'users' | 'devices' | 'licenses' | 'rejected'>;

async function* orUnread(
  capability: keyof typeof PERMISSIONS,
  pages: AsyncGenerator<Page, void, undefined>,
  read: (rows: unknown[]) => Read,
): AsyncGenerator<Batch, void, undefined> {
  let done = 0;
  const what = PERMISSIONS[capability];
  try {
    for await (const { rows, total } of pages) {
      done += rows.length;
      yield { phase: what, done, total, ...read(rows) };
    }
  } catch (error) {
    if (!isRefused(error)) throw error;
    const message = `HaloPSA lets the application read no ${what}, so they are not counted. Grant it, and the agent it acts as, the permission to read them.`;
    yield { phase: what, done, total: null, unread: [{ capability, message }] };
  }
}

/** The agreements came with the same token, so a refusal is of this list. */
function isRefused(error: unknown): boolean {
  return error instanceof NothingToSee || (error instanceof VendorStatusError && REFUSALS.has(error.status));
}
const REFUSALS = new Set([401, 403, 404]);

/** Every client has a "General User": where there are clients and no users, they are not shown. */
class NothingToSee extends Error {}

async function* nonEmpty(
  pages: AsyncGenerator<Page, void, undefined>,
  companies: CompanyBook,
): AsyncGenerator<Page, void, undefined> {
  let seen = 0;
  for await (const page of pages) {
    seen += page.rows.length;
    yield page;
  }
  if (seen === 0 && companies.size > 0) throw new NothingToSee();
}

/** Rows of the companies told of. Those of inactive clients that are billed nothing are no one's concern. */
function ownRows<Schema extends z.ZodType<{ client_id: string }>>(
  schema: Schema,
  rows: unknown[],
  kind: Metric,
  companies: CompanyBook,
): { records: z.output<Schema>[]; rejected: RejectedRecord[] } {
  const { records, rejected } = parseRows(schema, rows, kind);
  const homeless = records
    .filter(({ client_id }) => companies.standingOf(client_id) === 'unknown')
    .map((row) => rejectedRecord(kind, row, `client_id: HaloPSA lists no client ${row.client_id}`));
  return {
    records: records.filter(({ client_id }) => companies.standingOf(client_id) === 'told'),
    rejected: [...rejected, ...homeless],
  };
}
