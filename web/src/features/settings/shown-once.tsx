import { Button, Code, CopyButton, Group, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';

type ShownOnceProps = { label: string; value: string; close: () => void; children: ReactNode };

/** A secret that was just made, to copy now; the server cannot tell it again. */
export function ShownOnce({ label, value, close, children }: ShownOnceProps): ReactNode {
  return (
    <Stack gap="sm">
      <Text size="sm">{children}</Text>
      <Code block style={{ overflowWrap: 'anywhere', whiteSpace: 'normal' }} aria-label={label}>
        {value}
      </Code>
      <Group justify="flex-end" gap="xs">
        <CopyButton value={value}>
          {({ copied, copy }) => <Button onClick={copy}>{copied ? 'Copied' : 'Copy'}</Button>}
        </CopyButton>
        <Button variant="filled" onClick={close}>
          Done
        </Button>
      </Group>
    </Stack>
  );
}
