import { Anchor, Button, Stack, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useState } from 'react';
import { giveCode, giveRecoveryCode } from '../../api/account.ts';
import { ApiError } from '../../api/api-error.ts';
import { useChange } from '../../api/mutation.ts';
import { FormError } from '../../ui/form-error.tsx';

type SecondStepProps = { finish: () => Promise<void>; restart: () => void };

/** After the password, where there is a second factor: the app's code, or one of the recovery codes. */
export function SecondStep({ finish, restart }: SecondStepProps): ReactNode {
  const [isRecovering, setRecovering] = useState(false);
  return (
    <>
      <CodeForm key={String(isRecovering)} isRecovering={isRecovering} finish={finish} />
      <Anchor component="button" type="button" size="sm" onClick={() => setRecovering(!isRecovering)}>
        {isRecovering ? 'Take a code of the app' : 'I do not have my phone: take a recovery code'}
      </Anchor>
      <Anchor component="button" type="button" size="sm" onClick={restart}>
        Begin again
      </Anchor>
    </>
  );
}

type CodeFormProps = { isRecovering: boolean; finish: () => Promise<void> };

function CodeForm({ isRecovering, finish }: CodeFormProps): ReactNode {
  const form = useForm({
    initialValues: { code: '' },
    validate: { code: (value) => (value.trim() === '' ? 'The code' : null) },
  });
  const giving = useChange(
    async (code: string) => {
      await (isRecovering ? giveRecoveryCode(code.trim()) : giveCode(code.replace(/\s/g, '')));
      await finish();
    },
    { showsError: true },
  );
  return (
    <form noValidate onSubmit={form.onSubmit(({ code }) => giving.mutate(code))}>
      <Stack gap="sm">
        <FormError error={giving.error} text={refusal(giving.error)} />
        <TextInput
          label={isRecovering ? 'Recovery code' : 'Code of your authenticator app'}
          inputMode={isRecovering ? 'text' : 'numeric'}
          autoComplete="one-time-code"
          autoFocus
          {...form.getInputProps('code')}
        />
        <Button type="submit" variant="filled" loading={giving.isPending} mt="xs">
          Sign in
        </Button>
      </Stack>
    </form>
  );
}

function refusal(error: Error | null): string | undefined {
  if (!(error instanceof ApiError)) {
    return undefined;
  }
  if (error.status === 401) {
    return 'This code is not right, or has been used. Take the one that the app shows now; after ten minutes begin again.';
  }
  return error.status === 400 || error.status === 429
    ? 'Too many wrong codes. Wait a few minutes and begin again.'
    : undefined;
}
