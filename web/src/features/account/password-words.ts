import { ApiError } from '../../api/api-error.ts';

/** Why a request that carries the current password was refused, or undefined where the server's own words say it. */
export function passwordRefusal(error: Error | null): string | undefined {
  return error instanceof ApiError && error.status === 400 ? 'The password is not right.' : undefined;
}
