import { Button, Fieldset, Group, Text } from '@mantine/core';
import { useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { goToProvider } from '../../api/account.ts';
import { useChange } from '../../api/mutation.ts';
import { useSession } from '../../api/session.ts';
import { FormError } from '../../ui/form-error.tsx';

const HERE = '/settings?tab=account';

/** The sign-in provider, where the instance has one: connected by whoever is signed in. */
export function ProviderPanel({ isConnected }: { isConnected: boolean }): ReactNode {
  const { error } = useSearch({ from: '/shell/settings' });
  const name = useSession()?.provider ?? null;
  const connecting = useChange(() => goToProvider('connect', HERE));
  return name === null ? null : (
    <Fieldset legend="Sign-in provider">
      <FormError error={error === undefined ? null : new Error(error)} text={refusalWords(error, name)} />
      <Text size="sm">
        {isConnected
          ? `${name} lets you in. Whether it asks for a second factor is up to it.`
          : `Not connected. Once connected, ${name} lets you in, if it has the same e-mail address as here.`}
      </Text>
      {isConnected ? null : (
        <Group justify="flex-end" mt="sm">
          <Button loading={connecting.isPending} onClick={() => connecting.mutate(undefined)}>
            Connect {name}
          </Button>
        </Group>
      )}
    </Fieldset>
  );
}

function refusalWords(error: string | undefined, name: string): string {
  return error === 'email_does_not_match'
    ? `${name} knows you by another e-mail address than the one here.`
    : `${name} could not be connected: ${error}.`;
}
