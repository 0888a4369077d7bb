/** Syncro's body of a refusal. */
export function errorBody(status: number): unknown {
  if (status === 401) return { error: 'Not Authorized' };
  return { error: status === 429 ? 'Too many requests' : 'Something went wrong' };
}
