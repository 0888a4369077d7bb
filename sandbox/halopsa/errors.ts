/**
 * HaloPSA's error bodies vary by where a request fails: a .NET exception, a bare message, a plain string
 * (psa.md B5, after what public clients try in turn).
 */
export function errorBody(status: number): unknown {
  if (status === 401) return { Message: 'Authorization has been denied for this request.' };
  if (status === 429) return 'API calls quota exceeded.';
  if (status >= 500) return { ClassName: 'System.Exception', Message: 'An unexpected error occurred.' };
  return { Message: `The request could not be completed (${status}).` };
}
