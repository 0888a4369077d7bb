/** Datto RMM answers refusals with bare codes; its sign-in alone has words. */
export function errorBody(status: number): unknown {
  return status === 400 ? { error: 'invalid_grant', error_description: 'Bad credentials' } : {};
}
