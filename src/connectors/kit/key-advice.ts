import { VendorError } from '../connector.ts';
import { VendorStatusError } from './failures.ts';
import type { Http } from './http.ts';

/**
 * For vendors whose every request carries the key itself: a refusal with 401 says which entries to check.
 * @param check what a person should check: "the API token, and that it has not expired"
 */
export function withKeyAdvice(http: Http, vendor: string, check: string): Http {
  return {
    async send(request) {
      try {
        return await http.send(request);
      } catch (error) {
        throw error instanceof VendorStatusError && error.status === 401
          ? refusedKey(error, vendor, check)
          : error;
      }
    },
  };
}

function refusedKey(error: VendorStatusError, vendor: string, check: string): VendorError {
  const said = error.vendorWords === '' ? '' : `: "${error.vendorWords}"`;
  return new VendorError('bad_credentials', `${vendor} refuses the key${said}. Check ${check}.`, {
    cause: error,
  });
}
