import { loginError } from '../microsoft-365/errors.ts';

/**
 * Partner Center's error (documented as `code`, `description`, `data`, `source`; the numbers are invented), the other one it has
 * for 429, and the login's.
 */
export function errorBody(status: number, path: string): object {
  if (path.includes('/oauth2/'))
    return loginError('temporarily_unavailable', 90033, 'A transient error has occurred.');
  if (status === 429) return { statusCode: 429, message: 'Rate limit is exceeded. Try again in 57 seconds.' };
  return {
    code: status * 10,
    description: `The request failed with status ${status}.`,
    data: [],
    source: 'PartnerFD',
  };
}
