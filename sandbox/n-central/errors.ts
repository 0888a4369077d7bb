/** The document's body of a refusal: the status again, and a text that begins with an id for N-able's support. */
export function errorBody(status: number): { status: number; message: string } {
  return { status, message: `[ID=5a7f] ${messageOf(status)}` };
}

function messageOf(status: number): string {
  if (status === 400) return 'BAD REQUEST: BadRequestException: Invalid pageSize';
  if (status === 401) return 'UNAUTHORIZED: UnauthorizedException: The token is not valid.';
  if (status === 403) return 'FORBIDDEN: ForbiddenException: The user has no permission.';
  if (status === 429) return 'TOO MANY REQUESTS: RateLimitException: Too many requests in flight.';
  return 'INTERNAL SERVER ERROR: UnexpectedDmsResponseException: Unexpected response from DMS';
}
