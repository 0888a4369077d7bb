/** No document of the errors is at hand; this is what public clients of the API show. */
export function errorBody(status: number): unknown {
  return {
    error: nameOf(status),
    message: messageOf(status),
    correlationId: '0c0ffee0-0000-4000-8000-000000000000',
  };
}

function nameOf(status: number): string {
  if (status === 401) return 'Unauthorized';
  if (status === 403) return 'Forbidden';
  if (status === 404) return 'NotFound';
  if (status === 429) return 'TooManyRequests';
  return status >= 500 ? 'InternalServerError' : 'BadRequest';
}

function messageOf(status: number): string {
  if (status === 401) return 'The access token is not valid';
  if (status === 403) return 'Access to this resource is not allowed';
  return `The request could not be completed (${status})`;
}
