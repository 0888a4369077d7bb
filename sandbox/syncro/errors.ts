/** The document has bodies for 422 only; these are made up in their manner. */
export function errorBody(status: number): unknown {
  return { success: false, message: messageOf(status) };
}

function messageOf(status: number): string {
  if (status === 401) return 'Not authorized';
  if (status === 403) return 'The token has not the permission for this';
  if (status === 429) return 'Too many requests';
  return status >= 500 ? 'Internal server error' : 'Invalid request';
}
