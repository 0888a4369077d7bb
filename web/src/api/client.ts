import { errorFromResponse, unreachableError } from './api-error.ts';
import { chosenWorkspaceId } from './chosen-workspace.ts';
import { randomId } from './random-id.ts';

export type QueryValue = string | number | boolean | readonly string[] | null | undefined;
export type Query = Readonly<Record<string, QueryValue>>;

type Method = 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE';

type RequestOptions = {
  query?: Query;
  /** Sent as JSON; a file as it is. */
  body?: unknown;
  signal?: AbortSignal | undefined;
  idempotencyKey?: string;
};

/** A path with its query: arrays joined by commas; empty, null and undefined values left out. */
export function withQuery(path: string, query: Query = {}): string {
  const params = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    const text = Array.isArray(value) ? value.join(',') : String(value ?? '');
    if (text !== '') {
      params.set(name, text);
    }
  }
  const search = params.toString();
  return search === '' ? path : `${path}?${search}`;
}

/**
 * One request to the API; answers its JSON, or undefined where it answers nothing.
 * @throws ApiError for any answer that is not ok, or none; AbortError when the signal says so.
 */
async function request<Output>(method: Method, path: string, options: RequestOptions = {}): Promise<Output> {
  const response = await send(method, withQuery(path, options.query), options);
  if (!response.ok) {
    throw await errorFromResponse(response);
  }
  const text = await response.text();
  return (text === '' ? undefined : JSON.parse(text)) as Output;
}

async function send(
  method: Method,
  url: string,
  { body, signal, idempotencyKey }: RequestOptions,
): Promise<Response> {
  const headers: Record<string, string> = { accept: 'application/json' };
  const workspaceId = chosenWorkspaceId();
  if (workspaceId !== null) {
    headers['x-workspace'] = workspaceId;
  }
  if (idempotencyKey !== undefined) {
    headers['idempotency-key'] = idempotencyKey;
  }
  const isFile = body instanceof Blob;
  if (body !== undefined) {
    headers['content-type'] = isFile ? 'application/octet-stream' : 'application/json';
  }
  try {
    return await fetch(url, {
      method,
      headers,
      // Under the page's own policy (no-referrer) the browser would leave out Origin, by which the server knows us.
      referrerPolicy: 'same-origin',
      signal: signal ?? null,
      ...(body === undefined ? {} : { body: isFile ? body : JSON.stringify(body) }),
    });
  } catch (error) {
    if (signal?.aborted) {
      throw error;
    }
    throw unreachableError();
  }
}

/** The verbs of the API. `create` is a POST that is safe to send twice: the server makes one thing of both. */
export const api = {
  get: <Output>(path: string, query?: Query, signal?: AbortSignal): Promise<Output> =>
    request<Output>('GET', path, { query: query ?? {}, signal }),
  post: <Output>(path: string, body?: unknown, signal?: AbortSignal): Promise<Output> =>
    request<Output>('POST', path, { body, signal }),
  create: <Output>(path: string, body: unknown, idempotencyKey: string = randomId()): Promise<Output> =>
    request<Output>('POST', path, { body, idempotencyKey }),
  upload: <Output>(path: string, query: Query, file: Blob): Promise<Output> =>
    request<Output>('POST', path, { query, body: file }),
  put: <Output>(path: string, body: unknown): Promise<Output> => request<Output>('PUT', path, { body }),
  patch: <Output>(path: string, body: unknown): Promise<Output> => request<Output>('PATCH', path, { body }),
  delete: <Output = void>(path: string): Promise<Output> => request<Output>('DELETE', path),
};
