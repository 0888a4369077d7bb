/** The document has no schema for errors; the bodies are made up in the manner of the framework that Datto's sign-in shows. */
export function errorBody(status: number): unknown {
  return { status, error: wordsOf(status) };
}

/** What a refused sign-in says. */
export const SIGN_IN_REFUSAL = { error: 'invalid_grant', error_description: 'Bad credentials' };

function wordsOf(status: number): string {
  if (status === 401) return 'Request can not be authorized.';
  if (status === 403) return "Authenticated user doesn't have access to this resource.";
  if (status === 404) return 'Not found';
  if (status === 429) return 'Too many requests';
  return status >= 500 ? 'Internal Server Error' : 'Bad request';
}
