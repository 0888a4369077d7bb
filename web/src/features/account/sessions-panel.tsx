import { Button, Fieldset, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { endSession, type OwnSession, ownSessionsQuery } from '../../api/account.ts';
import { ApiError } from '../../api/api-error.ts';
import { useChange } from '../../api/mutation.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { notifyDone } from '../../ui/notify.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { deviceWords } from './device-words.ts';

/** Where one is signed in, to be ended one by one or all but this one. */
export function SessionsPanel({ ownToken }: { ownToken: string }): ReactNode {
  const { data, error, refetch } = useQuery(ownSessionsQuery);
  const ending = useChange(endSession, {
    onSuccess: () => notifyDone('Signed out there.'),
  });
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={120} radius={10} role="status" aria-label="Loading where you are signed in" />
    ) : (
      <Refusal error={error} retry={() => void refetch()} />
    );
  }
  const others = data.filter(({ token }) => token !== ownToken).sort(byLastSeen);
  const own = data.filter(({ token }) => token === ownToken);
  return (
    <Fieldset legend="Where you are signed in">
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {[...own, ...others].map((session) => (
          <SessionRow
            key={session.token}
            session={session}
            isOwn={session.token === ownToken}
            end={() => ending.mutate(session.token)}
          />
        ))}
      </Stack>
      {others.length === 0 ? null : (
        <Group justify="flex-end" mt="sm">
          <Button onClick={() => ending.mutate(undefined)}>Sign out everywhere else</Button>
        </Group>
      )}
    </Fieldset>
  );
}

type RefusalProps = { error: Error; retry: () => void };

/** A day after signing in the list is refused: whoever finds a page open must not end the sessions of its owner. */
function Refusal({ error, retry }: RefusalProps): ReactNode {
  if (!(error instanceof ApiError) || error.status !== 403) {
    return <ErrorState error={error} retry={retry} />;
  }
  return (
    <Fieldset legend="Where you are signed in">
      <Text size="sm" c="dimmed">
        Shown for a day after you sign in, because sessions can be ended here. Sign out and in again to see
        it.
      </Text>
    </Fieldset>
  );
}

type SessionRowProps = { session: OwnSession; isOwn: boolean; end: () => void };

function SessionRow({ session, isOwn, end }: SessionRowProps): ReactNode {
  const device = deviceWords(session.userAgent);
  return (
    <Group component="li" justify="space-between" gap="xs" wrap="nowrap">
      <div style={{ minWidth: 0 }}>
        <Text size="sm" fw={550} truncate title={device}>
          {device}
        </Text>
        <Text size="xs" c="dimmed" component="div">
          {session.ipAddress || 'Unknown address'}, last seen <RelativeTime at={session.updatedAt} />
        </Text>
      </div>
      {isOwn ? (
        <Text size="sm" c="dimmed" style={{ flex: 'none' }}>
          This one
        </Text>
      ) : (
        <Button size="compact-sm" onClick={end} aria-label={`Sign out ${device}`}>
          Sign out
        </Button>
      )}
    </Group>
  );
}

function byLastSeen(one: OwnSession, other: OwnSession): number {
  return other.updatedAt.localeCompare(one.updatedAt);
}
