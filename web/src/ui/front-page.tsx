import { Center, Paper, Stack, Text, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import type { ReactNode } from 'react';

type FrontPageProps = { title: string; description?: ReactNode; children: ReactNode };

/** A page for someone who is not signed in: one panel in the middle. */
export function FrontPage({ title, description, children }: FrontPageProps): ReactNode {
  useDocumentTitle(`${title} · Tieout`);
  return (
    <Center component="main" mih="100dvh" p="md">
      <Stack w="100%" maw={400} gap="md">
        <Text fw={620} ta="center">
          Tieout
        </Text>
        <Paper withBorder radius={12} p="lg" bg="var(--t-panel)">
          <Title order={1} mb={4}>
            {title}
          </Title>
          {description === undefined ? null : (
            <Text component="div" size="sm" c="dimmed">
              {description}
            </Text>
          )}
          <Stack gap="sm" mt="md">
            {children}
          </Stack>
        </Paper>
      </Stack>
    </Center>
  );
}
