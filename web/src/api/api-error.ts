import type { Problem } from './types.ts';

/** What the server refused, in its own words (RFC 9457), or why it could not be reached (status 0). */
export class ApiError extends Error {
  readonly status: number;
  readonly type: string;
  readonly title: string;
  readonly detail: string;
  /** What is wrong with which part of the input; `path` is dotted, as in `credentials.tenant`. */
  readonly errors: readonly { path: string; message: string }[];

  constructor(problem: Problem) {
    super(problem.detail === '' ? problem.title : problem.detail);
    this.name = 'ApiError';
    this.status = problem.status;
    this.type = problem.type;
    this.title = problem.title;
    this.detail = problem.detail;
    this.errors = problem.errors ?? [];
  }
}

/** The error of a response that is not ok. Proxies answer with pages of their own, so any body is taken. */
export async function errorFromResponse(response: Response): Promise<ApiError> {
  const body: unknown = await response.json().catch(() => null);
  const problem = (typeof body === 'object' && body !== null ? body : {}) as Partial<Problem> & {
    message?: unknown;
  };
  const words = typeof problem.message === 'string' ? problem.message : '';
  return new ApiError({
    type: problem.type ?? 'about:blank',
    title: problem.title ?? `The server answered ${response.status}`,
    status: response.status,
    detail: problem.detail ?? words,
    ...(problem.errors === undefined ? {} : { errors: problem.errors }),
  });
}

/** The error of a request that got no answer at all. */
export function unreachableError(): ApiError {
  return new ApiError({
    type: 'about:blank',
    title: 'The server cannot be reached',
    status: 0,
    detail: 'Nothing was lost. Check that Tieout is running and that you are connected, then try again.',
  });
}

/** Any error in words for a person: what happened. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : 'Something unexpected happened.';
}

/**
 * The messages of a refused form, by field.
 * @param rename from the server's path to the form's field name; the same by default.
 */
export function fieldErrors(
  error: unknown,
  rename: (path: string) => string = (path) => path,
): Record<string, string> {
  if (!(error instanceof ApiError)) {
    return {};
  }
  return Object.fromEntries(error.errors.map(({ path, message }) => [rename(path), message]));
}
