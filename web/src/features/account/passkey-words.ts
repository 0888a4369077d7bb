import { ApiError } from '../../api/api-error.ts';

/** Why a passkey was not added, in words; undefined where the server's own words say it. */
export function addRefusal(error: Error | null): string | undefined {
  switch (error?.name) {
    case 'NotAllowedError':
    case 'AbortError':
      return 'No passkey was made: it was cancelled, or it took too long.';
    case 'InvalidStateError':
      return 'This device holds a passkey for your account already.';
    case 'NotSupportedError':
    case 'ConstraintError':
      return 'This device makes no passkeys that ask for a PIN, fingerprint or face. Take another one.';
    case 'SecurityError':
      return 'The browser makes no passkeys at this address.';
    default:
      return staleWords(error, 'add');
  }
}

/** Why a passkey was not removed. */
export function removeRefusal(error: Error | null): string | undefined {
  return staleWords(error, 'remove');
}

function staleWords(error: Error | null, verb: 'add' | 'remove'): string | undefined {
  return error instanceof ApiError && error.status === 403
    ? `You signed in more than a day ago. Sign out and in again, then ${verb} the passkey.`
    : undefined;
}
