const TYPES: Record<number, string> = {
  400: 'BAD_REQUEST',
  401: 'UNAUTHORIZED',
  403: 'FORBIDDEN',
  404: 'NOT_FOUND',
  429: 'TOO_MANY_REQUESTS',
};

/** The document's schema Error; the words in it are not documented. The token endpoint has an error object of its own. */
export function errorBody(status: number, path: string): object {
  if (path.startsWith('/v1/token')) return TOKEN_REFUSAL;
  return {
    type: TYPES[status] ?? 'INTERNAL_SERVER_ERROR',
    message: `The request failed with status ${status}.`,
    instance: path.split('?')[0] ?? path,
    status,
    details: [],
  };
}

/** As in the document's example of a refused token request. */
export const TOKEN_REFUSAL = { error: 'access_denied', error_description: 'Unauthorized' };
