import { Skeleton, Stack } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { ownAccountQuery, PROVIDER_ID, waysInQuery } from '../../api/account.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { NameForm } from './name-form.tsx';
import { PasskeysPanel } from './passkeys-panel.tsx';
import { PasswordForm } from './password-form.tsx';
import { ProviderPanel } from './provider-panel.tsx';
import { SessionsPanel } from './sessions-panel.tsx';
import { TwoFactorPanel } from './two-factor-panel.tsx';

/** What belongs to the person, not to the workspace. */
export function AccountTab(): ReactNode {
  const account = useQuery(ownAccountQuery);
  const waysIn = useQuery(waysInQuery);
  const error = account.error ?? waysIn.error;
  if (error !== null) {
    return <ErrorState error={error} retry={() => void Promise.all([account.refetch(), waysIn.refetch()])} />;
  }
  if (account.data === undefined || waysIn.data === undefined) {
    return <Skeleton height={320} radius={10} role="status" aria-label="Loading your account" />;
  }
  const { user, session } = account.data;
  const isConnected = waysIn.data.some(({ providerId }) => providerId === PROVIDER_ID);
  const hasPassword = waysIn.data.some(({ providerId }) => providerId === 'credential');
  return (
    <Stack>
      <NameForm name={user.name} email={user.email} />
      <PasswordForm hasPassword={hasPassword} />
      {hasPassword ? <TwoFactorPanel isOn={user.twoFactorEnabled} /> : null}
      <PasskeysPanel />
      <ProviderPanel isConnected={isConnected} />
      <SessionsPanel ownToken={session.token} />
    </Stack>
  );
}
