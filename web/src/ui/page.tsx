import { Box, Group, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';
import classes from './page.module.css';

type PageProps = {
  title: string;
  /** One sentence on what the page is for. */
  description?: ReactNode;
  /** Buttons, on the right of the title. */
  actions?: ReactNode;
  /** A narrow column, for forms. */
  isNarrow?: boolean;
  children: ReactNode;
};

/** A page inside the shell: its heading, its actions, the document's title. */
export function Page({ title, description, actions, isNarrow = false, children }: PageProps): ReactNode {
  useDocumentTitle(`${title} · Tieout`);
  return (
    <Box className={classes.page} data-narrow={isNarrow || undefined}>
      <Group justify="space-between" gap="sm" align="flex-start">
        <div>
          <Title order={1}>{title}</Title>
          {description === undefined ? null : (
            <Text component="div" size="sm" c="dimmed" mt={2}>
              {description}
            </Text>
          )}
        </div>
        {actions === undefined ? null : <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Box>
  );
}
