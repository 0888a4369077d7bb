import { fetch, type Headers, type RequestInit, type Response } from 'undici';
import { type ConnectorContext, VendorError } from '../connector.ts';
import { checkAddress, dispatcherFor } from './address-guard.ts';
import { parseJson, readText } from './body.ts';
import { connectionFailure, statusFailure } from './failures.ts';
import type { Limiter } from './limiter.ts';
import { parseRetryAfterMs, retryDelayMs } from './retry.ts';
import type { TokenSource } from './token.ts';
import { cancelled, wait } from './wait.ts';

const REQUEST_TIMEOUT_MS = 60_000;
const RESPONSE_BYTES_MAX = 64 * 1_048_576;
const ERROR_BYTES_MAX = 65_536;

export type HttpOptions = {
  /** The vendor's name, for messages. */
  vendor: string;
  /** May have a path of its own; a trailing slash does not matter. */
  baseUrl: string;
  context: ConnectorContext;
  /** Shared by every session of the account. */
  limiter: Limiter;
  /** Never shown in a message. */
  secrets: readonly string[];
  /** Sent with every request: a key or ticket that signs without a token, a client id, the customer's id. */
  headers?: Readonly<Record<string, string>>;
  /** Signs each request; absent for the requests that mint a token. */
  token?: TokenSource;
  /** For one try, from connecting to the last byte. */
  timeoutMs?: number;
  responseBytesMax?: number;
};

export type HttpRequest = {
  /** Appended to the base URL; or a complete address of the same origin (see `nextPage` in paging.ts). */
  path: string;
  query?: Record<string, string | number | boolean | null>;
  /** Sent as a form, by POST. */
  form?: Record<string, string>;
  /** Sent as JSON, by POST. */
  json?: unknown;
  /** For vendors whose sign-in is a POST of nothing. */
  method?: 'POST';
};

/** The way to one vendor's address. */
export type Http = {
  /**
   * Sends a request and reads its JSON. It may be sent several times, so it must not change anything at the vendor.
   * @throws VendorError; VendorStatusError where the vendor answers with another status than 2xx
   */
  send(request: HttpRequest): Promise<unknown>;
};

/** An answer's JSON, with the headers it came with. */
export type Answer = { value: unknown; headers: Headers };

/** The same way, for vendors whose headers tell where a listing goes on. */
export type HttpWithHeaders = Http & {
  /** Like `send`, but keeps the answer's headers. */
  sendForHeaders(request: HttpRequest): Promise<Answer>;
};

/** What one try gave. A failure says whether, and from when, another try makes sense. */
type Outcome =
  | ({ ok: true } & Answer)
  | {
      ok: false;
      error: VendorError;
      isWorthRetrying: boolean;
      retryAfterMs: number | null;
      status: number | null;
    };

/** @throws VendorError `bad_credentials` where the base URL is no address, `address_refused` where it is not allowed */
export function createHttp(options: HttpOptions): HttpWithHeaders {
  const base = parseBaseUrl(options.vendor, options.baseUrl);
  checkAddress(base, options.context.allowPrivateAddresses);
  return {
    send: async (request) => (await send(options, base, request)).value,
    sendForHeaders: (request) => send(options, base, request),
  };
}

async function send(options: HttpOptions, base: URL, request: HttpRequest): Promise<Answer> {
  const url = addressOf(base, request);
  for (let tries = 1; ; tries += 1) {
    const outcome = await trySigned(options, url, request);
    if (outcome.ok) return outcome;
    const delayMs = outcome.isWorthRetrying ? retryDelayMs(tries, outcome.retryAfterMs) : null;
    if (delayMs === null) throw outcome.error;
    if (outcome.status === 429) options.limiter.pause(delayMs);
    await wait(delayMs, options.context.signal);
  }
}

/** One try; where the token is no longer accepted, a second one with a new token. */
async function trySigned(options: HttpOptions, url: URL, request: HttpRequest): Promise<Outcome> {
  const { token } = options;
  if (!token) return tryOnce(options, url, request, null);
  const bearer = await token.get();
  const outcome = await tryOnce(options, url, request, bearer);
  if (outcome.ok || outcome.status !== 401) return outcome;
  token.drop(bearer);
  return tryOnce(options, url, request, await token.get());
}

async function tryOnce(
  options: HttpOptions,
  url: URL,
  request: HttpRequest,
  bearer: string | null,
): Promise<Outcome> {
  const { context, limiter, secrets } = options;
  const where = `${options.vendor} (${url.host}${url.pathname})`;
  return limiter.run(async () => {
    try {
      const timeout = AbortSignal.timeout(options.timeoutMs ?? REQUEST_TIMEOUT_MS);
      const response = await fetch(url, {
        ...messageOf(request, { ...options.headers, ...bearerHeader(bearer) }),
        redirect: 'manual',
        signal: AbortSignal.any([context.signal, timeout]),
        dispatcher: dispatcherFor(context.allowPrivateAddresses),
      });
      const known = bearer === null ? secrets : [...secrets, bearer];
      return await outcomeOf(response, where, known, options.responseBytesMax ?? RESPONSE_BYTES_MAX);
    } catch (thrown) {
      if (context.signal.aborted) throw cancelled();
      return { ok: false, ...connectionFailure(thrown, where), retryAfterMs: null, status: null };
    }
  }, context.signal);
}

function bearerHeader(bearer: string | null): Record<string, string> {
  return bearer === null ? {} : { authorization: `Bearer ${bearer}` };
}

function messageOf(request: HttpRequest, signature: Record<string, string>): RequestInit {
  const headers: Record<string, string> = { accept: 'application/json', ...signature };
  if (request.form) return { method: 'POST', headers, body: new URLSearchParams(request.form) };
  if (request.json === undefined) return { method: request.method ?? 'GET', headers };
  headers['content-type'] = 'application/json';
  return { method: 'POST', headers, body: JSON.stringify(request.json) };
}

async function outcomeOf(
  response: Response,
  where: string,
  secrets: readonly string[],
  bytesMax: number,
): Promise<Outcome> {
  const { status } = response;
  if (status >= 200 && status < 300) {
    const value = parseJson(await readText(response, bytesMax, where), where, secrets);
    return { ok: true, value, headers: response.headers };
  }
  if (status >= 300 && status < 400) throw redirected(response, where);
  const body = await readText(response, ERROR_BYTES_MAX, where).catch(() => '');
  return {
    ok: false,
    error: statusFailure(status, body, where, secrets),
    isWorthRetrying: status === 429 || status >= 500,
    retryAfterMs: parseRetryAfterMs(response.headers.get('retry-after'), Date.now()),
    status,
  };
}

/** Redirects are never followed: the token would go wherever the answer says. Its query may hold secrets, so only the origin is told. */
function redirected(response: Response, where: string): VendorError {
  const location = response.headers.get('location') ?? '';
  const target = URL.canParse(location, response.url)
    ? new URL(location, response.url).origin
    : 'another address';
  return new VendorError(
    'bad_response',
    `${where} redirects to ${target}. Tieout does not follow: enter the final address as the base URL.`,
  );
}

function parseBaseUrl(vendor: string, baseUrl: string): URL {
  if (URL.canParse(baseUrl)) return new URL(baseUrl);
  throw new VendorError(
    'bad_credentials',
    `The address for ${vendor} is not a complete URL. Check the base URL.`,
  );
}

function addressOf(base: URL, request: HttpRequest): URL {
  const url = URL.canParse(request.path)
    ? new URL(request.path)
    : new URL(base.origin + base.pathname.replace(/\/+$/, '') + request.path);
  if (url.origin !== base.origin)
    throw new VendorError('bad_response', `${base.host} names an address elsewhere.`);
  for (const [name, value] of Object.entries(request.query ?? {})) {
    if (value !== null) url.searchParams.set(name, String(value));
  }
  return url;
}
