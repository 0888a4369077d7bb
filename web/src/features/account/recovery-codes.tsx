import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** The codes that stand in for a lost phone; they are shown this once. */
export function RecoveryCodes({ codes, close }: { codes: readonly string[]; close: () => void }): ReactNode {
  const text = codes.join('\n');
  return (
    <Stack gap="sm">
      <Text size="sm">
        Keep these codes where you find them without your phone: they are shown this once. Each signs you in
        one time in place of a code of the app.
      </Text>
      <Code block aria-label="Recovery codes" style={{ columns: 2 }}>
        {text}
      </Code>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={text}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
        <Button variant="filled" onClick={close}>
          I have kept them
        </Button>
      </Group>
    </Stack>
  );
}
