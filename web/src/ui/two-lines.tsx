import { Text } from '@mantine/core';
import type { ReactNode } from 'react';

/** Two lines in one cell: what matters, over two lines where it is long, and below it, smaller, what it belongs to. */
export function TwoLines({
  top,
  bottom,
  isStrong = false,
}: {
  top: ReactNode;
  bottom: ReactNode;
  isStrong?: boolean;
}): ReactNode {
  return (
    <div>
      <Text size="sm" fw={isStrong ? 550 : 400} lineClamp={2} {...titleOf(top)}>
        {top}
      </Text>
      {bottom === null || bottom === '' ? null : (
        <Text size="xs" c="dimmed" component="div" truncate {...titleOf(bottom)}>
          {bottom}
        </Text>
      )}
    </div>
  );
}

/** What is cut off can be read on hover. */
function titleOf(words: ReactNode): { title?: string } {
  return typeof words === 'string' ? { title: words } : {};
}
