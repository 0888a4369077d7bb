import { Anchor, Button, Code, Group, Modal, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { beginTwoFactor, giveCode, type NewTwoFactor } from '../../api/account.ts';
import { ApiError } from '../../api/api-error.ts';
import { useChange } from '../../api/mutation.ts';
import { FormError } from '../../ui/form-error.tsx';
import { PasswordStep } from './password-step.tsx';
import { RecoveryCodes } from './recovery-codes.tsx';

/** Password, then the app and a code of it, then the recovery codes. */
export function EnableTwoFactorDialog({ close }: { close: () => void }): ReactNode {
  const [begun, setBegun] = useState<NewTwoFactor | null>(null);
  const [isConfirmed, setConfirmed] = useState(false);
  return (
    <Modal opened onClose={close} title="Turn on the second factor" closeOnClickOutside={begun === null}>
      {begun === null ? (
        <PasswordStep
          text="First your password, then your authenticator app."
          label="Next"
          run={beginTwoFactor}
          onDone={setBegun}
          close={close}
        />
      ) : isConfirmed ? (
        <RecoveryCodes codes={begun.backupCodes} close={close} />
      ) : (
        <ConfirmStep uri={begun.totpURI} onDone={() => setConfirmed(true)} />
      )}
    </Modal>
  );
}

function ConfirmStep({ uri, onDone }: { uri: string; onDone: () => void }): ReactNode {
  const confirming = useChange(giveCode, { showsError: true, onSuccess: onDone });
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (/^\d{6}$/.test(bare(value)) ? null : 'The six digits of the app') },
  });
  const isWrong = confirming.error instanceof ApiError && confirming.error.status === 401;
  return (
    <form noValidate onSubmit={form.onSubmit(({ code }) => confirming.mutate(bare(code)))}>
      <Stack gap="sm">
        <FormError
          error={confirming.error}
          text={isWrong ? 'The code is not right. Take the one that the app shows now.' : undefined}
        />
        <Text size="sm">
          Add an account in your authenticator app with this key, based on time.{' '}
          <Anchor href={uri} size="sm">
            Or open it in an app on this device.
          </Anchor>
        </Text>
        <Code block aria-label="Key for the app" style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }}>
          {keyOf(uri)}
        </Code>
        <TextInput
          data-autofocus
          label="Code of the app"
          inputMode="numeric"
          autoComplete="one-time-code"
          {...form.getInputProps('code')}
        />
        <Group justify="flex-end">
          <Button type="submit" variant="filled" loading={confirming.isPending}>
            Turn on
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** In groups of four, to be typed off. */
function keyOf(uri: string): string {
  return new URL(uri).searchParams.get('secret')?.replace(/(.{4})(?=.)/g, '$1 ') ?? '';
}

function bare(code: string): string {
  return code.replace(/\s/g, '');
}
