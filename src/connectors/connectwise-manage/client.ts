import { z } from 'zod';
import { type ConnectorContext, VendorError } from '../connector.ts';
import { VendorStatusError } from '../kit/failures.ts';
import {
  createHttp,
  type Http,
  type HttpOptions,
  type HttpRequest,
  type HttpWithHeaders,
} from '../kit/http.ts';
import { text } from '../kit/lenient.ts';
import { limiterFor } from '../kit/limiter.ts';
import { apiUrlOf, siteOf } from './address.ts';

const VENDOR = 'ConnectWise Manage';

/** The release whose shapes are read; without it the API answers in its latest. Supported for a year after it changes. */
export const API_VERSION = '2025.8';
/** More than 1,000 requests a minute are likely to be limited (developer guide); this stays below. */
const LIMITS = { requests: 900, windowMs: 60_000, concurrency: 4 };

export type ManageCredentials = {
  baseUrl: string;
  companyId: string;
  publicKey: string;
  privateKey: string;
  clientId: string;
};

/** The API of one site: `forward` asks for pages by id, `plain` by number. */
export type Api = { forward: HttpWithHeaders; plain: Http };

/**
 * Finds out where the API of the site is. Nothing is sent until the returned function is called.
 * @param secrets kept out of messages
 */
export function createClient(
  credentials: ManageCredentials,
  secrets: readonly string[],
  context: ConnectorContext,
): () => Promise<Api> {
  const { companyId, publicKey, privateKey, clientId } = credentials;
  const site = siteOf(credentials.baseUrl);
  const limiter = limiterFor(`connectwise-manage ${site} ${companyId}`, LIMITS);
  const basic = Buffer.from(`${companyId}+${publicKey}:${privateKey}`).toString('base64');
  const options = { vendor: VENDOR, baseUrl: site, context, limiter, secrets: [...secrets, basic] };
  const login = createHttp(options);
  const headers = {
    accept: `application/vnd.connectwise.com+json; version=${API_VERSION}`,
    authorization: `Basic ${basic}`,
    clientId,
  };
  return async () => {
    const baseUrl = apiUrlOf(site, await readCodebase(login, companyId));
    return openApi({ ...options, baseUrl, headers });
  };
}

function openApi(options: HttpOptions): Api {
  const forward = { ...options.headers, 'pagination-type': 'forward-only' };
  return {
    forward: withAdvice(createHttp({ ...options, headers: forward })),
    plain: withAdvice(createHttp(options)),
  };
}

const companyInfo = z.object({ Codebase: text });

/** GET /login/companyinfo/{company}; null: the site does not tell. */
async function readCodebase(login: Http, companyId: string): Promise<string | null> {
  const info = await readCompanyInfo(login, companyId);
  // The answer for a company that the site does not have (seen by public clients).
  if (info === null) {
    const message = `${VENDOR} knows no company "${companyId}" at this site. Check the company ID, which is the one people sign in with, and the site.`;
    throw new VendorError('bad_credentials', message);
  }
  const parsed = companyInfo.safeParse(info);
  return parsed.success ? parsed.data.Codebase : null;
}

async function readCompanyInfo(login: Http, companyId: string): Promise<unknown> {
  try {
    return await login.send({ path: `/login/companyinfo/${encodeURIComponent(companyId)}` });
  } catch (error) {
    const isRefusal = error instanceof VendorStatusError && error.status < 500 && error.status !== 429;
    if (isRefusal || (error instanceof VendorError && error.code === 'bad_response')) return undefined;
    throw error;
  }
}

/** Every request carries the keys themselves, so each of them may be the one that is refused. */
function withAdvice(http: HttpWithHeaders): HttpWithHeaders {
  const advise = async <Result>(work: Promise<Result>): Promise<Result> => {
    try {
      return await work;
    } catch (error) {
      throw error instanceof VendorStatusError && error.status === 401 ? refusedKeys(error) : error;
    }
  };
  return {
    send: (request: HttpRequest) => advise(http.send(request)),
    sendForHeaders: (request: HttpRequest) => advise(http.sendForHeaders(request)),
  };
}

function refusedKeys(error: VendorStatusError): VendorError {
  const said = error.vendorWords === '' ? '' : `: "${error.vendorWords}"`;
  return new VendorError(
    'bad_credentials',
    `${VENDOR} refuses the keys${said}. Check the company ID, the public key, the private key and the client ID.`,
    { cause: error },
  );
}
