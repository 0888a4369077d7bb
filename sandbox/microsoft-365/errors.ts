const GRAPH_CODES: Record<number, string> = {
  400: 'Request_BadRequest',
  401: 'InvalidAuthenticationToken',
  403: 'Authorization_RequestDenied',
  404: 'Request_ResourceNotFound',
  429: 'TooManyRequests',
  501: 'NotImplemented',
  503: 'ServiceUnavailable',
};

const REQUEST_ID = '5f1d3b4e-9a57-4f0c-8b7e-2f1f0c7f3b10';

/** The error object of Microsoft Graph: code, message, innerError. */
export function graphError(
  status: number,
  message: string,
  code = GRAPH_CODES[status] ?? 'UnknownError',
): object {
  return {
    error: { code, message, innerError: { 'request-id': REQUEST_ID, date: new Date().toISOString() } },
  };
}

/** The error object of the token endpoint, whose description begins with an AADSTS code. */
export function loginError(error: string, aadstsCode: number, description: string): object {
  return {
    error,
    error_description: `AADSTS${aadstsCode}: ${description} Trace ID: ${REQUEST_ID}`,
    error_codes: [aadstsCode],
    timestamp: new Date().toISOString().replace('T', ' '),
    trace_id: REQUEST_ID,
    correlation_id: REQUEST_ID,
    error_uri: `https://login.microsoftonline.com/error?code=${aadstsCode}`,
  };
}

export function errorBody(status: number, path: string): object {
  if (path.includes('/oauth2/'))
    return loginError('temporarily_unavailable', 90033, 'A transient error has occurred.');
  return graphError(status, `The request failed with status ${status}.`);
}
