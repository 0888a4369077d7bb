import { Alert } from '@mantine/core';
import type { ReactNode } from 'react';

type NoticeProps = {
  tone: 'bad' | 'under';
  title: string;
  icon?: ReactNode;
  /** `alert` interrupts who does not see it; for what a person has just caused. */
  role?: 'alert' | 'status';
  children: ReactNode;
};

/** Something a person should know before going on, in a colour that can be read in both themes. */
export function Notice({ tone, title, icon, role = 'status', children }: NoticeProps): ReactNode {
  const color = `var(--t-${tone})`;
  return (
    <Alert
      variant="outline"
      title={title}
      icon={icon}
      role={role}
      py="xs"
      w="100%"
      styles={{
        root: { borderColor: color },
        title: { color },
        icon: { color },
        message: { color: 'var(--t-text)' },
      }}
    >
      {children}
    </Alert>
  );
}
