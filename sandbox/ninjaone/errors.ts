/** The document gives no error schema; public clients read `resultCode` and `errorMessage` (sources.md section 1). */
export function errorBody(status: number): unknown {
  return {
    resultCode: 'FAILURE',
    errorMessage: messageOf(status),
    incidentId: 'c0ffee00-0000-4000-8000-000000000000',
  };
}

function messageOf(status: number): string {
  if (status === 401) return 'invalid_token';
  if (status === 403) return 'insufficient_scope';
  if (status === 429) return 'too_many_requests';
  return status >= 500 ? 'internal_error' : 'bad_request';
}
