import { Button } from '@mantine/core';
import { KeyRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { ApiError } from '../../api/api-error.ts';
import { useChange } from '../../api/mutation.ts';
import { signInByPasskey } from '../../api/passkeys.ts';
import { FormError } from '../../ui/form-error.tsx';

/** Signing in without e-mail address, password and code. */
export function PasskeyButton({ finish }: { finish: () => Promise<void> }): ReactNode {
  const entering = useChange(
    async () => {
      await signInByPasskey();
      await finish();
    },
    { showsError: true },
  );
  return (
    <>
      <FormError error={entering.error} text={refusal(entering.error)} />
      <Button
        leftSection={<KeyRound size={14} aria-hidden />}
        loading={entering.isPending}
        onClick={() => entering.mutate(undefined)}
      >
        Sign in with a passkey
      </Button>
    </>
  );
}

function refusal(error: Error | null): string | undefined {
  if (error instanceof ApiError) {
    return error.status === 400 || error.status === 401
      ? 'This passkey does not sign you in: it has been removed, or is not of this Tieout. Sign in another way.'
      : undefined;
  }
  return error?.name === 'NotAllowedError' || error?.name === 'AbortError'
    ? 'You are not signed in: it was cancelled, took too long, or there is no passkey here.'
    : undefined;
}
