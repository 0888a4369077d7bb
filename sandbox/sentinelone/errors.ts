/** The document's body of 400, 401 and 403: a list of errors. The numbers but 400010 are made up in its manner. */
export function errorBody(status: number): unknown {
  return { errors: [{ code: status * 1000 + 10, title: titleOf(status), detail: null }] };
}

function titleOf(status: number): string {
  if (status === 400) return 'Bad parameter given';
  if (status === 401) return 'Authentication Failed';
  if (status === 403) return 'Insufficient permissions';
  if (status === 429) return 'Too many requests';
  return 'Internal server error';
}
