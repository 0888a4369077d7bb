/** No error body is documented; this is what servers of its kind (ASP.NET Web API) answer by default. */
export function errorBody(status: number): { Message: string } {
  return { Message: messageOf(status) };
}

function messageOf(status: number): string {
  if (status === 401) return 'Authorization has been denied for this request.';
  if (status === 403) return 'The user does not have permission to perform this action.';
  return status >= 500 ? 'An error has occurred.' : 'The request is invalid.';
}
