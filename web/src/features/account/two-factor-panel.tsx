import { Button, Fieldset, Group, Modal, Text } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { endTwoFactor, renewRecoveryCodes } from '../../api/account.ts';
import { notifyDone } from '../../ui/notify.tsx';
import { EnableTwoFactorDialog } from './enable-two-factor-dialog.tsx';
import { PasswordStep } from './password-step.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

type Opened = 'enable' | 'disable' | 'codes' | null;

/** Whether a code is asked for beside the password, and what follows from it. */
export function TwoFactorPanel({ isOn }: { isOn: boolean }): ReactNode {
  const [opened, open] = useState<Opened>(null);
  const close = (): void => open(null);
  return (
    <Fieldset legend="Second factor">
      <Text size="sm" mb="sm">
        {isOn
          ? 'On: signing in takes your password and a code of your authenticator app.'
          : 'Off: your password alone signs in. With a code of an authenticator app beside it, a stolen password is not enough.'}
      </Text>
      <Group justify="flex-end" gap="xs">
        {isOn ? (
          <>
            <Button onClick={() => open('codes')}>New recovery codes</Button>
            <Button onClick={() => open('disable')}>Turn off</Button>
          </>
        ) : (
          <Button variant="filled" onClick={() => open('enable')}>
            Turn on
          </Button>
        )}
      </Group>
      {opened === 'enable' ? <EnableTwoFactorDialog close={close} /> : null}
      {opened === 'disable' ? <DisableDialog close={close} /> : null}
      {opened === 'codes' ? <NewCodesDialog close={close} /> : null}
    </Fieldset>
  );
}

function DisableDialog({ close }: { close: () => void }): ReactNode {
  return (
    <Modal opened onClose={close} title="Turn off the second factor">
      <PasswordStep
        text="Your password alone signs in from then on. The recovery codes end too."
        label="Turn off"
        run={endTwoFactor}
        onDone={() => {
          notifyDone('The second factor is off.');
          close();
        }}
        close={close}
      />
    </Modal>
  );
}

function NewCodesDialog({ close }: { close: () => void }): ReactNode {
  const [codes, setCodes] = useState<string[] | null>(null);
  return (
    <Modal opened onClose={close} title="New recovery codes" closeOnClickOutside={codes === null}>
      {codes === null ? (
        <PasswordStep
          text="The ones you have end, and ten new ones are made."
          label="Make codes"
          run={renewRecoveryCodes}
          onDone={setCodes}
          close={close}
        />
      ) : (
        <RecoveryCodes codes={codes} close={close} />
      )}
    </Modal>
  );
}
