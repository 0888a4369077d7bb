import { Button, Group, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { formatQuantity } from './format.ts';
import classes from './selection-bar.module.css';

/** What can be done with the selected rows; stands above the table while there are any. */
export function SelectionBar({
  count,
  onClear,
  children,
}: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}): ReactNode {
  if (count === 0) {
    return null;
  }
  return (
    <Group className={classes.bar} gap="xs" role="toolbar" aria-label="Selected rows">
      <Text size="sm" fw={550} aria-live="polite">
        {formatQuantity(count)} selected
      </Text>
      {children}
      <Button variant="subtle" onClick={onClear}>
        Clear
      </Button>
    </Group>
  );
}
