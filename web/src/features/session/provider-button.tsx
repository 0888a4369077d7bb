import { Button } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { goToProvider } from '../../api/account.ts';
import { useChange } from '../../api/mutation.ts';
import { useSession } from '../../api/session.ts';
import { FormError } from '../../ui/form-error.tsx';

/** Another way in, where the instance has a sign-in provider. */
export function ProviderButton(): ReactNode {
  const { next } = useSearch({ from: '/sign-in' });
  const name = useSession()?.provider ?? null;
  const going = useChange(() => goToProvider('sign-in', next ?? '/'));
  return name === null ? null : (
    <Button loading={going.isPending} onClick={() => going.mutate(undefined)}>
      Continue with {name}
    </Button>
  );
}

/** Why the provider's way back led nowhere. */
export function ProviderRefusal(): ReactNode {
  const { error } = useSearch({ from: '/sign-in' });
  const name = useSession()?.provider ?? 'the provider';
  return error === undefined ? null : <FormError error={new Error(error)} text={refusalWords(error, name)} />;
}

function refusalWords(error: string, name: string): string {
  if (error === 'not_invited') {
    return `There is no account here for the address that ${name} names. Ask for an invitation.`;
  }
  if (error === 'account_not_linked') {
    return `There is an account with this address, and nobody has shown yet that it is yours. Sign in with your password and connect ${name} under My account, or ask for a new password by e-mail.`;
  }
  return `${name} did not let you in. Try again; if it stays so, tell whoever runs this Tieout: ${error}.`;
}
