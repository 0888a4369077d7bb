/** ConnectWise's error bodies; the one of 429 has `error` in place of `code` (developer guide, rate limits). */
export function errorBody(status: number): unknown {
  if (status === 429) {
    return { error: 'ConnectWiseAPI', message: 'Too many requests. Please try again in 30 seconds.' };
  }
  const [code, message] = WORDS[status] ?? ['InternalServerError', 'An unexpected error occurred.'];
  return { code, message, errors: null };
}

const WORDS: Record<number, [string, string]> = {
  400: ['InvalidObject', 'The request is invalid.'],
  401: ['Unauthorized', 'UserNotAuthenticated'],
  403: ['SecurityRole', 'The member does not have permission for this.'],
  404: ['NotFound', 'The resource was not found.'],
};
