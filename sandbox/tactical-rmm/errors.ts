/** Its framework's body of a refusal; of a request that its own code refuses (400), a bare text. */
export function errorBody(status: number): unknown {
  if (status === 400) return 'monitoring type does not exist';
  return { detail: detailOf(status) };
}

function detailOf(status: number): string {
  if (status === 401) return 'Invalid token.';
  if (status === 403) return 'You do not have permission to perform this action.';
  if (status === 429) return 'Request was throttled.';
  return 'A server error occurred.';
}
