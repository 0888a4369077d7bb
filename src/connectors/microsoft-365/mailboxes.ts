import { type ConnectorContext, VendorError } from '../connector.ts';
import { parseRetryAfterMs, retryDelayMs } from '../kit/retry.ts';
import { wait } from '../kit/wait.ts';
import { isRefused, type Tenant } from './client.ts';
import { batchAnswer, mailboxSettings } from './schema.ts';

/** Requests that one batch takes (https://learn.microsoft.com/graph/json-batching). */
const BATCH_SIZE = 20;

/**
 * What the mailboxes of these users are for. It cannot be asked for many at once, only one by one, in batches.
 * @returns user id → Graph's word (`user`, `shared`, `room`); users without a mailbox, or whose mailbox the application may
 *   not look at, are missing
 * @throws VendorError where the vendor fails: an answer that is missing by chance would turn a mailbox into a person
 */
export async function readMailboxPurposes(
  tenant: Tenant,
  userIds: readonly string[],
  context: ConnectorContext,
): Promise<Map<string, string>> {
  const purposes = new Map<string, string>();
  for (let start = 0; start < userIds.length; start += BATCH_SIZE) {
    const parts = await readBatch(tenant, userIds.slice(start, start + BATCH_SIZE), context);
    for (const part of parts) {
      const settings = mailboxSettings.safeParse(part.status === 200 ? part.body : null);
      if (settings.success) purposes.set(part.id, settings.data.userPurpose);
    }
    // Without the permission MailboxSettings.Read every answer is 403, and asking on is of no use.
    if (parts.every((part) => part.status === 403)) break;
  }
  return purposes;
}

type Part = { id: string; status: number; retryAfterMs: number | null; body?: unknown };

/** One answer for each user, in final form; those that fail for now are asked for again. */
async function readBatch(
  tenant: Tenant,
  userIds: readonly string[],
  context: ConnectorContext,
): Promise<Part[]> {
  const done: Part[] = [];
  let asked = userIds;
  for (let tries = 1; ; tries += 1) {
    const parts = await sendBatch(tenant, asked);
    const failing = parts.filter(({ status }) => status === 429 || (status >= 500 && status !== 501));
    done.push(...parts.filter((part) => !failing.includes(part)));
    if (failing.length === 0) return done;
    const delayMs = retryDelayMs(tries, longestWait(failing));
    if (delayMs === null) throw stillFailing(failing);
    await wait(delayMs, context.signal);
    asked = failing.map(({ id }) => id);
  }
}

async function sendBatch({ http }: Tenant, userIds: readonly string[]): Promise<Part[]> {
  const requests = userIds.map((id) => ({
    id,
    method: 'GET',
    url: `/users/${encodeURIComponent(id)}/mailboxSettings?$select=userPurpose`,
  }));
  try {
    return partsOf(await http.send({ path: '/v1.0/$batch', json: { requests } }), userIds);
  } catch (error) {
    if (!isRefused(error)) throw error;
    return userIds.map((id) => ({ id, status: 403, retryAfterMs: null }));
  }
}

/** @throws VendorError `bad_response` if a user has no answer */
function partsOf(answer: unknown, userIds: readonly string[]): Part[] {
  const parsed = batchAnswer.safeParse(answer);
  const responses = new Map(parsed.success ? parsed.data.responses.map((part) => [part.id, part]) : []);
  return userIds.map((id) => {
    const part = responses.get(id);
    if (!part)
      throw new VendorError('bad_response', 'Microsoft 365 did not answer every request of a batch.');
    const retryAfter = Object.entries(part.headers ?? {}).find(
      ([name]) => name.toLowerCase() === 'retry-after',
    );
    return { ...part, retryAfterMs: parseRetryAfterMs(retryAfter?.[1] ?? null, Date.now()) };
  });
}

function longestWait(parts: readonly Part[]): number | null {
  const waits = parts.flatMap(({ retryAfterMs }) => retryAfterMs ?? []);
  return waits.length === 0 ? null : Math.max(...waits);
}

function stillFailing(parts: readonly Part[]): VendorError {
  const isLimited = parts.some(({ status }) => status === 429);
  return new VendorError(
    isLimited ? 'rate_limited' : 'vendor_error',
    `Microsoft 365 did not say what ${parts.length} mailboxes are for (status ${parts[0]?.status}). Try again later.`,
  );
}
