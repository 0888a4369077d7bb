import { Skeleton, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useWorkspace } from '../../api/workspace.ts';

const PLAN_WORDS = {
  free: { name: 'Free', gives: 'Integrations, syncing and organizations, without billing reconciliation.' },
  pro: { name: 'Pro', gives: 'Everything, billing reconciliation included.' },
  enterprise: { name: 'Enterprise', gives: 'Everything, billing reconciliation included.' },
} as const;

/** The plan of the workspace, and who can change it. */
export function PlanTab(): ReactNode {
  const workspace = useWorkspace();
  if (workspace === undefined) {
    return <Skeleton height={80} role="status" aria-label="Loading the plan" />;
  }
  const { name, gives } = PLAN_WORDS[workspace.plan];
  return (
    <Stack gap="xs">
      <Text fw={600}>{name}</Text>
      <Text size="sm">{gives}</Text>
      <Text size="sm" c="dimmed">
        Whoever runs this Tieout sets the plan.
      </Text>
    </Stack>
  );
}
