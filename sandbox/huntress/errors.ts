/** The document gives no error schema, only what the codes mean; this is the plainest body that fits. */
export function errorBody(status: number): unknown {
  return { error: { code: status, message: messageOf(status) } };
}

function messageOf(status: number): string {
  if (status === 400) return 'There is an unexpected value in the API request being made.';
  if (status === 401) return 'Your request could not be authenticated.';
  if (status === 403) return 'There was an issue with your API credential or permissions.';
  if (status === 429) return 'You have made too many requests within the rate limit timeframe.';
  return 'An error has occurred within Huntress servers.';
}
