import { Stack, Text, Title } from '@mantine/core';
import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';

type EmptyStateProps = {
  icon?: LucideIcon;
  title: string;
  /** 1 where it is all there is on the page. */
  headingOrder?: 1 | 2;
  /** The next step, in a sentence. */
  children?: ReactNode;
  /** A button or a link that takes it. */
  action?: ReactNode;
};

/** What a list says when it has nothing: why, and the next step. */
export function EmptyState({
  icon: Icon,
  title,
  headingOrder = 2,
  children,
  action,
}: EmptyStateProps): ReactNode {
  return (
    <Stack align="center" gap="xs" py={48} px="md" ta="center">
      {Icon === undefined ? null : <Icon size={28} className="t-dim" aria-hidden />}
      <Title order={headingOrder}>{title}</Title>
      {children === undefined ? null : (
        <Text component="div" size="sm" c="dimmed" maw={460}>
          {children}
        </Text>
      )}
      {action}
    </Stack>
  );
}
