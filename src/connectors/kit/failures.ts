import { VendorError, type VendorErrorCode } from '../connector.ts';
import { cutText, withoutSecrets } from './redact.ts';

const VENDOR_WORDS_LENGTH_MAX = 200;

/** A refusal with the HTTP status the vendor gave, for connectors that can live with some of them. */
export class VendorStatusError extends VendorError {
  readonly status: number;
  /** What the vendor said, without secrets; empty where it said nothing. */
  readonly vendorWords: string;

  constructor(code: VendorErrorCode, status: number, vendorWords: string, message: string) {
    super(code, message);
    this.status = status;
    this.vendorWords = vendorWords;
  }
}

/**
 * What an answer other than 2xx means.
 * @param where vendor and path, for the message
 * @param body the answer's text
 */
export function statusFailure(
  status: number,
  body: string,
  where: string,
  secrets: readonly string[],
): VendorStatusError {
  const words = cutText(withoutSecrets(forPeople(vendorWordsOf(body)), secrets), VENDOR_WORDS_LENGTH_MAX);
  const said = words === '' ? '' : ` and says "${words}"`;
  const [code, advice] = meaningOf(status);
  return new VendorStatusError(
    code,
    status,
    words,
    `${where} answers with status ${status}${said}. ${advice}`,
  );
}

function meaningOf(status: number): [VendorErrorCode, string] {
  if (status === 401)
    return ['bad_credentials', 'Check the credentials: they are wrong, expired or revoked.'];
  if (status === 403) return ['forbidden', 'Check which permissions the credentials have at the vendor.'];
  if (status === 404) return ['vendor_error', 'Check the base URL: the vendor has nothing there.'];
  if (status === 429)
    return ['rate_limited', 'The vendor limits how often it may be asked. Try again later.'];
  if (status >= 500) return ['vendor_error', 'The vendor has a problem of its own. Try again later.'];
  return ['vendor_error', 'The vendor does not accept the request.'];
}

/** Where vendors put the words of an error: OAuth, Graph, HaloPSA, NinjaOne, SentinelOne, Partner Center; else a short plain text. */
function vendorWordsOf(body: string): string {
  const value = jsonOrNull(body);
  if (typeof value === 'string') return value;
  if (typeof value !== 'object' || value === null) return body.trim().startsWith('<') ? '' : body;
  const fields = value as Record<string, unknown>;
  const nested = fields.error;
  if (typeof nested === 'object' && nested !== null) return vendorWordsOf(JSON.stringify(nested));
  const named = [
    'error_description',
    'errorMessage',
    'Message',
    'message',
    'detail',
    'title',
    'description',
    'error',
    'code',
  ]
    .map((name) => fields[name])
    .find((word): word is string => typeof word === 'string' && word !== '');
  if (named !== undefined) return named;
  return Array.isArray(fields.errors) ? vendorWordsOf(JSON.stringify(fields.errors[0] ?? '')) : '';
}

/** Without the ids that Microsoft appends for its own support. */
function forPeople(words: string): string {
  return words.replace(/\s*Trace ID:.*$/is, '');
}

function jsonOrNull(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Failures of the connection that another try does not mend. */
const CERTIFICATE_PROBLEM = /CERT|SELF_SIGNED|ERR_TLS|SSL/i;

export type ConnectionFailure = { error: VendorError; isWorthRetrying: boolean };

/**
 * What it means that no complete answer came.
 * @param thrown what fetch, or reading its body, threw
 */
export function connectionFailure(thrown: unknown, host: string): ConnectionFailure {
  const causes = causesOf(thrown);
  const own = causes.find((cause) => cause instanceof VendorError);
  if (own instanceof VendorError) return { error: own, isWorthRetrying: false };
  const options = { cause: thrown };
  if (causes.some((cause) => cause.name === 'TimeoutError' || /TIMEOUT|ETIMEDOUT/.test(codeOf(cause)))) {
    const message = `${host} did not answer in time. Try again later; if it stays so, check the base URL.`;
    return { error: new VendorError('timeout', message, options), isWorthRetrying: true };
  }
  const code = causes.map(codeOf).find((found) => found !== '') ?? '';
  const isWorthRetrying = !CERTIFICATE_PROBLEM.test(code);
  const message = `${host} could not be reached: ${reasonOf(code)}`;
  return { error: new VendorError('unreachable', message, options), isWorthRetrying };
}

function reasonOf(code: string): string {
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'the name is not known. Check the base URL.';
  if (code === 'ECONNREFUSED') return 'nothing answers there. Check the base URL.';
  if (code === 'ECONNRESET' || code === 'UND_ERR_SOCKET')
    return 'the connection was cut off midway. Try again later.';
  if (CERTIFICATE_PROBLEM.test(code)) return `its certificate is not accepted (${code}). Check the base URL.`;
  return `the connection failed${code === '' ? '' : ` (${code})`}. Check the base URL, or try again later.`;
}

/** The error and what caused it, outermost first. Node gathers failed tries of several addresses in one error. */
function causesOf(thrown: unknown): Error[] {
  if (!(thrown instanceof Error)) return [];
  const gathered = thrown instanceof AggregateError ? thrown.errors : [];
  return [thrown, ...causesOf(thrown.cause), ...gathered.flatMap(causesOf)];
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
