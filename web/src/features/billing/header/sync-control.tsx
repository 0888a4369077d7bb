import { Button, Group, Menu, Skeleton, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { ChevronDown, RefreshCw } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntegrationName, useIntegrations } from '../../../api/integrations.ts';
import { May } from '../../../api/may.tsx';
import { useRunningSyncs, useStartSync } from '../../../api/sync-runs.ts';
import type { SyncRun } from '../../../api/types.ts';
import { workspaceQuery } from '../../../api/workspace.ts';
import { formatQuantity } from '../../../ui/format.ts';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { PausedBadge } from '../../../ui/status-badge.tsx';
import { SyncProgress } from '../../../ui/sync-progress.tsx';

/** The default PSA: when it last synced, or how far the sync is; and the button that starts one. */
export function SyncControl(): ReactNode {
  const { data: workspace } = useQuery(workspaceQuery);
  const nameOf = useIntegrationName();
  const integrations = useIntegrations();
  const running = useRunningSyncs();
  if (workspace === undefined) {
    return <Skeleton width={260} height={32} />;
  }
  const psaId = workspace.defaultPsaIntegrationId;
  if (psaId === null) {
    return null;
  }
  const isPsaPaused = (integrations.find(({ id }) => id === psaId)?.pausedAt ?? null) !== null;
  const shown = running.find((run) => run.integrationId === psaId) ?? running[0];
  return (
    <Group gap="sm">
      <Text size="sm">{nameOf(shown?.integrationId ?? psaId)}</Text>
      {isPsaPaused && shown === undefined ? <PausedBadge /> : null}
      {shown === undefined ? (
        <Text size="sm" c="dimmed" component="div">
          last synced <RelativeTime at={workspace.lastPsaSyncAt} never="never" />
        </Text>
      ) : (
        <Progress run={shown} others={running.length - 1} />
      )}
      <May to="work">
        <SyncMenu
          psaName={nameOf(psaId)}
          isPsaRunning={running.some((run) => run.integrationId === psaId)}
          isPsaPaused={isPsaPaused}
        />
      </May>
    </Group>
  );
}

function Progress({ run, others }: { run: SyncRun; others: number }): ReactNode {
  return (
    <Group gap="xs">
      <SyncProgress run={run} />
      {others === 0 ? null : (
        <Text size="xs" c="dimmed">
          and {formatQuantity(others)} more
        </Text>
      )}
    </Group>
  );
}

type SyncMenuProps = { psaName: string; isPsaRunning: boolean; isPsaPaused: boolean };

function SyncMenu({ psaName, isPsaRunning, isPsaPaused }: SyncMenuProps): ReactNode {
  const start = useStartSync();
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <Button
          leftSection={<RefreshCw size={14} aria-hidden />}
          rightSection={<ChevronDown size={14} aria-hidden />}
          loading={start.isPending}
        >
          Sync
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {isPsaPaused ? (
          <Menu.Item component={Link} to="/integrations">
            {psaName} is paused: resume it…
          </Menu.Item>
        ) : (
          <Menu.Item disabled={isPsaRunning} onClick={() => start.mutate({})}>
            Sync {psaName}
          </Menu.Item>
        )}
        <Menu.Item onClick={() => start.mutate({ all: true })}>Sync all sources</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}
