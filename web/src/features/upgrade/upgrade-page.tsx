import { Button, Card, List, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link, Navigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { workspaceQuery } from '../../api/workspace.ts';
import { Page } from '../../ui/page.tsx';

/** What a workspace on the Free plan sees instead of Billing reconciliation: what it would get. */
export function UpgradePage(): ReactNode {
  const { data: workspace } = useQuery(workspaceQuery);
  // The plan was changed meanwhile.
  if (workspace !== undefined && workspace.plan !== 'free') {
    return <Navigate to="/billing/reconciliation/$tab" params={{ tab: 'reconciliation' }} replace />;
  }
  return (
    <Page
      isNarrow
      title="Billing reconciliation"
      description="Part of the Pro and Enterprise plans. This workspace is on the Free plan."
    >
      <Card withBorder padding="lg">
        <Stack gap="sm">
          <Text fw={600}>What it would do for you</Text>
          <List spacing={6} size="sm">
            <List.Item>
              Compare every line you bill with what you really deliver: devices, users, licences,
              subscriptions.
            </List.Item>
            <List.Item>
              Show the variance in units and in money a month, before the invoices go out.
            </List.Item>
            <List.Item>Open every number to the records behind it, by name.</List.Item>
            <List.Item>
              Say how much of your billing was really checked. What is unknown stays unknown: it is never
              shown as 0 or as fine.
            </List.Item>
          </List>
          <Text size="sm" c="dimmed">
            Your integrations keep syncing on the Free plan, so the first result is there as soon as the plan
            changes. Whoever runs this Tieout sets the plan; ask them for Pro or Enterprise.
          </Text>
          <Button component={Link} to="/integrations" style={{ alignSelf: 'flex-start' }}>
            Look after integrations
          </Button>
        </Stack>
      </Card>
    </Page>
  );
}
