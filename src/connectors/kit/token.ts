import { z } from 'zod';
import { VendorError } from '../connector.ts';
import { VendorStatusError } from './failures.ts';
import type { Http, HttpRequest } from './http.ts';

/** A token is renewed this long before it expires, so that it does not expire on its way. */
const RENEW_BEFORE_MS = 60_000;
/** For vendors that do not say how long a token lives. */
const LIFETIME_DEFAULT_SECONDS = 300;

export type Token = {
  value: string;
  lifetimeSeconds: number;
  /** What to ask for the next token with, where the vendor hands out a new one each time. */
  refreshToken?: string;
};

/** One token, minted when first needed and shared by all requests, concurrent ones too. */
export class TokenSource {
  readonly #mint: () => Promise<Token>;
  #pending: Promise<string> | null = null;
  #renewAtMs = Number.POSITIVE_INFINITY;
  #value: string | null = null;

  /** @param mint asks the vendor for a token */
  constructor(mint: () => Promise<Token>) {
    this.#mint = mint;
  }

  /** A token that is valid for a while yet. @throws whatever minting throws; the next call mints again */
  async get(): Promise<string> {
    if (Date.now() >= this.#renewAtMs) this.#forget();
    this.#pending ??= this.#mintOne();
    return this.#pending;
  }

  /** The vendor no longer accepts this token. One that was minted since stays. */
  drop(value: string): void {
    if (this.#value === value) this.#forget();
  }

  async #mintOne(): Promise<string> {
    try {
      const { value, lifetimeSeconds } = await this.#mint();
      const lifetimeMs = lifetimeSeconds * 1000;
      this.#value = value;
      this.#renewAtMs = Date.now() + Math.max(lifetimeMs - RENEW_BEFORE_MS, lifetimeMs / 2);
      return value;
    } catch (error) {
      this.#forget();
      throw error;
    }
  }

  #forget(): void {
    this.#pending = null;
    this.#value = null;
    this.#renewAtMs = Number.POSITIVE_INFINITY;
  }
}

const tokenAnswer = z.object({
  access_token: z.string().min(1),
  expires_in: z.coerce.number().positive().catch(LIFETIME_DEFAULT_SECONDS),
  refresh_token: z.string().min(1).optional().catch(undefined),
});

/**
 * Mints a token by OAuth 2.0: by client credentials, or by a refresh token (RFC 6749, sections 4.4 and 6).
 * @param check what a person should check when the vendor refuses: "the client ID and the client secret"
 * @throws VendorError `bad_credentials` where the vendor refuses, `bad_response` where its answer has no token
 */
export async function mintToken(
  http: Http,
  request: HttpRequest,
  vendor: string,
  check: string,
): Promise<Token> {
  const answer = tokenAnswer.safeParse(await sendForToken(http, request, vendor, check));
  if (!answer.success)
    throw new VendorError('bad_response', `${vendor} answered the sign-in without a token.`);
  const { access_token, expires_in, refresh_token } = answer.data;
  const token = { value: access_token, lifetimeSeconds: expires_in };
  return refresh_token === undefined ? token : { ...token, refreshToken: refresh_token };
}

/**
 * Sends a request that signs in, for vendors that do so in a way of their own.
 * @param check as for `mintToken`
 * @returns the answer's JSON
 * @throws VendorError `bad_credentials` where the vendor refuses
 */
export async function sendForToken(
  http: Http,
  request: HttpRequest,
  vendor: string,
  check: string,
): Promise<unknown> {
  try {
    return await http.send(request);
  } catch (error) {
    if (!(error instanceof VendorStatusError) || ![400, 401, 403].includes(error.status)) throw error;
    const said = error.vendorWords === '' ? '' : `: "${error.vendorWords}"`;
    throw new VendorError('bad_credentials', `${vendor} refuses the sign-in${said}. Check ${check}.`, {
      cause: error,
    });
  }
}
