import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { FileUp, Play, RefreshCw } from 'lucide-react';
import { Fragment, type ReactNode } from 'react';
import { May } from '../../api/may.tsx';
import { useRunningSync, useStartSync, useSyncRunAction } from '../../api/sync-runs.ts';
import type { Integration, SyncRun } from '../../api/types.ts';
import { useVendors } from '../../api/vendors.ts';
import { useWorkspace } from '../../api/workspace.ts';
import { Parts } from '../../ui/parts.tsx';
import { RelativeTime } from '../../ui/relative-time.tsx';
import { PausedBadge, StatusBadge, SyncBadge } from '../../ui/status-badge.tsx';
import { SyncProgress } from '../../ui/sync-progress.tsx';
import { IntegrationMenu } from './integration-menu.tsx';
import { IntegrationProblems } from './integration-problems.tsx';
import classes from './integrations.module.css';
import { pauseWords } from './pause-words.ts';
import { scheduleWords } from './schedule-words.ts';
import { usePause } from './use-pause.ts';
import { countWords } from './vendor-words.ts';

/** One connected integration: how it is, what it holds, what is wrong with it and what to do. */
export function IntegrationPanel({
  integration,
  onEdit,
  onUpload,
}: {
  integration: Integration;
  onEdit: () => void;
  onUpload: () => void;
}): ReactNode {
  const running = useRunningSync(integration.id);
  const vendor = useVendors().find(({ id }) => id === integration.vendor);
  const vendorName = vendor?.name ?? integration.vendor;
  const isFile = vendor?.category === 'file';
  return (
    <Stack component="article" gap="xs" className={`t-panel ${classes.panel}`} aria-label={integration.name}>
      <Group justify="space-between" gap="sm">
        <div>
          <Group gap="xs">
            <Title order={3}>{integration.name}</Title>
            <SyncState integration={integration} running={running} />
            {integration.pausedAt === null ? null : <PausedBadge />}
            {integration.isDefaultPsa ? <StatusBadge tone="accent">Default PSA</StatusBadge> : null}
          </Group>
          <Text component="div" size="sm" c="dimmed">
            <Parts of={factsOf(integration, vendorName, isFile)} />
          </Text>
          <PausedSince integration={integration} />
        </div>
        <Group gap="xs" wrap="nowrap">
          {running === undefined ? (
            <StartButton integration={integration} isFile={isFile} onUpload={onUpload} />
          ) : (
            <Running run={running} />
          )}
          <May to="administer">
            <IntegrationMenu integration={integration} isFile={isFile} onEdit={onEdit} />
          </May>
        </Group>
      </Group>
      {running === undefined ? (
        <IntegrationProblems
          integration={integration}
          remedy={
            isFile
              ? { label: 'Upload file', act: onUpload, needs: 'work' }
              : { label: 'Edit', act: onEdit, needs: 'administer' }
          }
        />
      ) : null}
    </Stack>
  );
}

/** Since when no sync starts, and what that means for the numbers. */
function PausedSince({ integration }: { integration: Integration }): ReactNode {
  const workspace = useWorkspace();
  return integration.pausedAt === null || workspace === undefined ? null : (
    <Text component="div" size="sm" c="dimmed">
      Paused <RelativeTime at={integration.pausedAt} />. {pauseWords(integration, workspace.staleAfterHours)}
    </Text>
  );
}

/** Whose it is, what it holds, and when that was read; when it is read next is said also where it never is: then it goes stale. */
function factsOf(integration: Integration, vendorName: string, isFile: boolean): ReactNode[] {
  const { name, lastGoodSyncAt, pausedAt } = integration;
  const read =
    lastGoodSyncAt === null
      ? ['nothing read yet']
      : [
          ...countWords(integration),
          <Fragment key="read">
            {isFile ? 'uploaded' : 'last synced'} <RelativeTime at={lastGoodSyncAt} />
          </Fragment>,
        ];
  return [
    ...(vendorName === name ? [] : [vendorName]),
    ...read,
    ...(isFile || pausedAt !== null ? [] : [nextSync(integration)]),
  ];
}

function nextSync({ schedule }: Integration): ReactNode {
  return schedule === null ? (
    'syncs only when somebody starts it'
  ) : (
    <Fragment key="next">
      next <RelativeTime at={schedule.nextAt} never={scheduleWords(schedule.cron)} />
    </Fragment>
  );
}

function SyncState({
  integration,
  running,
}: {
  integration: Integration;
  running: SyncRun | undefined;
}): ReactNode {
  const run = running ?? integration.lastSync;
  return run === null ? <StatusBadge tone="neutral">Never synced</StatusBadge> : <SyncBadge run={run} />;
}

type StartButtonProps = { integration: Integration; isFile: boolean; onUpload: () => void };

/** What is paused is resumed first, by those who may. */
function StartButton(props: StartButtonProps): ReactNode {
  return props.integration.pausedAt === null ? (
    <May to="work">
      <ReadButton {...props} />
    </May>
  ) : (
    <May to="administer">
      <ResumeButton integration={props.integration} />
    </May>
  );
}

function ResumeButton({ integration }: { integration: Integration }): ReactNode {
  const { resume, isPending } = usePause(integration);
  return (
    <Button
      leftSection={<Play size={14} aria-hidden />}
      aria-label={`Resume ${integration.name}`}
      loading={isPending}
      onClick={resume}
    >
      Resume
    </Button>
  );
}

/** A vendor is asked again; a file is replaced by a newer one. */
function ReadButton({ integration, isFile, onUpload }: StartButtonProps): ReactNode {
  return isFile ? (
    <Button
      leftSection={<FileUp size={14} aria-hidden />}
      aria-label={`Upload file for ${integration.name}`}
      onClick={onUpload}
    >
      Upload file
    </Button>
  ) : (
    <SyncButton integration={integration} />
  );
}

function SyncButton({ integration }: { integration: Integration }): ReactNode {
  const sync = useStartSync();
  return (
    <Button
      leftSection={<RefreshCw size={14} aria-hidden />}
      aria-label={`Sync ${integration.name}`}
      loading={sync.isPending}
      onClick={() => sync.mutate({ integrationIds: [integration.id] })}
    >
      Sync
    </Button>
  );
}

function Running({ run }: { run: SyncRun }): ReactNode {
  const act = useSyncRunAction();
  return (
    <>
      <SyncProgress run={run} width={190} />
      <May to="work">
        <Button loading={act.isPending} onClick={() => act.mutate({ id: run.id, action: 'cancel' })}>
          Cancel
        </Button>
      </May>
    </>
  );
}
