import { Anchor, Button, Fieldset, Group, Skeleton, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { type ReactNode, useState } from 'react';
import { useChange } from '../../api/mutation.ts';
import {
  addPasskey,
  type Passkey,
  type PasskeySupport,
  passkeysQuery,
  removePasskey,
  renamePasskey,
  usePasskeySupport,
} from '../../api/passkeys.ts';
import { confirm } from '../../ui/confirm.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { FormError } from '../../ui/form-error.tsx';
import { formatDay } from '../../ui/format.ts';
import { notifyDone } from '../../ui/notify.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { deviceWords } from './device-words.ts';
import { PasskeyNameDialog } from './passkey-name-dialog.tsx';
import { removeRefusal } from './passkey-words.ts';

type Opened = 'add' | Passkey | null;

/** The passkeys one signs in with: added on the device one sits at, renamed and removed anywhere. */
export function PasskeysPanel(): ReactNode {
  const { data, error, refetch } = useQuery(passkeysQuery);
  const support = usePasskeySupport();
  const [opened, open] = useState<Opened>(null);
  const removing = useChange(removePasskey, {
    showsError: true,
    onSuccess: () => notifyDone('The passkey is removed.'),
  });
  const remove = async ({ id, name }: Passkey): Promise<void> => {
    const text =
      'It no longer signs you in. Your device may go on offering it until you delete it there as well.';
    const title = `Remove the passkey ${name ?? ''}?`;
    if (await confirm({ title, text, confirm: 'Remove', isDestructive: true })) {
      removing.mutate(id);
    }
  };
  if (data === undefined) {
    return error === null ? (
      <Skeleton height={120} radius={10} role="status" aria-label="Loading your passkeys" />
    ) : (
      <ErrorState error={error} retry={() => void refetch()} />
    );
  }
  return (
    <Fieldset legend="Passkeys">
      <Stack gap="sm">
        <FormError error={removing.error} text={removeRefusal(removing.error)} />
        <Text size="sm">
          {data.length === 0
            ? 'None yet. A passkey signs you in by the PIN, fingerprint or face that unlocks your device, without password and code. It works on this site only, so nobody can coax it out of you.'
            : 'Each of these signs you in by itself, without password and code.'}
        </Text>
        {data.length === 0 ? null : <PasskeyList passkeys={data} rename={open} remove={remove} />}
        {support?.kind === 'works' ? (
          <Group justify="flex-end">
            <Button onClick={() => open('add')}>Add a passkey</Button>
          </Group>
        ) : (
          <Hindrance support={support} />
        )}
      </Stack>
      <NameDialog opened={opened} close={() => open(null)} />
    </Fieldset>
  );
}

type PasskeyListProps = {
  passkeys: readonly Passkey[];
  rename: (passkey: Passkey) => void;
  remove: (passkey: Passkey) => Promise<void>;
};

function PasskeyList({ passkeys, rename, remove }: PasskeyListProps): ReactNode {
  return (
    <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
      {[...passkeys].sort(byAdded).map((passkey) => {
        const name = passkey.name ?? 'Without a name';
        return (
          <Group key={passkey.id} component="li" justify="space-between" gap="xs" wrap="nowrap">
            <div style={{ minWidth: 0 }}>
              <Text size="sm" fw={550} truncate title={name}>
                {name}
              </Text>
              <Text size="xs" c="dimmed" component="div">
                Added {formatDay(passkey.createdAt)}, <LastUse at={passkey.lastUsedAt} />
              </Text>
            </div>
            <Group gap="xs" wrap="nowrap" style={{ flex: 'none' }}>
              <Button size="compact-sm" onClick={() => rename(passkey)} aria-label={`Rename ${name}`}>
                Rename
              </Button>
              <Button size="compact-sm" onClick={() => void remove(passkey)} aria-label={`Remove ${name}`}>
                Remove
              </Button>
            </Group>
          </Group>
        );
      })}
    </Stack>
  );
}

function LastUse({ at }: { at: string | null }): ReactNode {
  return at === null ? (
    'not used yet'
  ) : (
    <>
      last used <RelativeTime at={at} />
    </>
  );
}

/** Why none can be added here, and where it can. */
function Hindrance({ support }: { support: PasskeySupport | undefined }): ReactNode {
  return (
    <Text size="sm" c="dimmed">
      {support?.kind === 'elsewhere' ? (
        <>
          None can be added here: passkeys work where you open Tieout as{' '}
          {support.href === null ? (
            support.host
          ) : (
            <Anchor size="sm" underline="always" href={`${support.href}/settings?tab=account`}>
              {support.href}
            </Anchor>
          )}
          .
        </>
      ) : support?.kind === 'no-host' ? (
        'None can be added here: a passkey belongs to a name with https. Whoever runs this Tieout sets it, as TIEOUT_PUBLIC_URL.'
      ) : support?.kind === 'no-browser' ? (
        'This browser makes no passkeys. Open Tieout in a current one to add a passkey.'
      ) : null}
    </Text>
  );
}

function NameDialog({ opened, close }: { opened: Opened; close: () => void }): ReactNode {
  const done = (text: string) => () => {
    notifyDone(text);
    close();
  };
  if (opened === null) {
    return null;
  }
  return opened === 'add' ? (
    <PasskeyNameDialog
      title="Add a passkey"
      text="Next, your browser asks where to keep it, and for your PIN, fingerprint or face."
      label="Add"
      name={deviceWords(navigator.userAgent)}
      run={addPasskey}
      onDone={done('The passkey is added.')}
      close={close}
    />
  ) : (
    <PasskeyNameDialog
      title="Rename the passkey"
      label="Rename"
      name={opened.name ?? ''}
      run={(name) => renamePasskey({ id: opened.id, name })}
      onDone={done('The passkey is renamed.')}
      close={close}
    />
  );
}

function byAdded(one: Passkey, other: Passkey): number {
  return one.createdAt.localeCompare(other.createdAt);
}
