import { Anchor, Button, Group, Progress, Stack, Text, Title } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import { CircleCheck, CircleDashed } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntegrations } from '../../api/integrations.ts';
import { useMay } from '../../api/session.ts';
import { useRunningSyncs, useStartSync } from '../../api/sync-runs.ts';
import { Page } from '../../ui/page.tsx';
import { SyncProgress } from '../../ui/sync-progress.tsx';
import classes from './setup-page.module.css';
import type { SetupStep, SetupStepId } from './setup-steps.ts';
import { useSetupProgress } from './use-setup-progress.ts';

const WORDS: Record<SetupStepId, { title: string; text: string }> = {
  psa: {
    title: 'Connect your PSA',
    text: 'Agreements and their lines are read from it: what you bill.',
  },
  sources: {
    title: 'Connect what you deliver with',
    text: 'An RMM counts devices, Microsoft 365 counts users and licences.',
  },
  sync: {
    title: 'Sync',
    text: 'Reads every connected integration once. It goes on when you leave this page.',
  },
  companies: {
    title: 'Link companies',
    text: 'Each integration names your clients its own way. Same names are linked by themselves; look at the others.',
  },
  lines: {
    title: 'Map line items',
    text: 'Say what each billed line is compared with. The first reconciliation follows by itself.',
  },
};

/** What is left to do before the first reconciliation; can be left, skipped and taken up again. */
export function SetupPage(): ReactNode {
  const { steps, isSkipped, setSkipped } = useSetupProgress();
  const navigate = useNavigate();
  const done = steps.filter((step) => step.isDone).length;
  const next = steps.find((step) => !step.isDone);
  const skip = (): void => {
    setSkipped(true);
    void navigate({ to: '/billing/reconciliation/$tab', params: { tab: 'reconciliation' } });
  };
  return (
    <Page
      isNarrow
      title="Getting started"
      description="Five steps to the first reconciliation."
      actions={
        isSkipped ? (
          <Button onClick={() => setSkipped(false)}>Show in the menu again</Button>
        ) : next === undefined ? null : (
          <Button onClick={skip}>Skip for now</Button>
        )
      }
    >
      <Group gap="sm" wrap="nowrap">
        <Progress value={(done / steps.length) * 100} flex={1} size={6} aria-label="Steps done" />
        <Text size="sm" c="dimmed">
          {done} of {steps.length} done
        </Text>
      </Group>
      <ol className={classes.steps}>
        {steps.map((step) => (
          <Step key={step.id} step={step} isNext={step === next} />
        ))}
      </ol>
      {next === undefined ? (
        <Text size="sm">
          All set.{' '}
          <Anchor component={Link} to="/billing/reconciliation/reconciliation" size="sm">
            See the reconciliation
          </Anchor>
        </Text>
      ) : null}
    </Page>
  );
}

function Step({ step, isNext }: { step: SetupStep; isNext: boolean }): ReactNode {
  const { title, text } = WORDS[step.id];
  const Icon = step.isDone ? CircleCheck : CircleDashed;
  return (
    <li className={classes.step} data-next={isNext || undefined} aria-current={isNext ? 'step' : undefined}>
      <Icon
        size={20}
        className={step.isDone ? classes.done : 't-dim'}
        aria-label={step.isDone ? 'Done' : 'To do'}
      />
      <Stack gap={2} flex={1}>
        <Title order={2}>{title}</Title>
        <Text size="sm" c="dimmed">
          {text}
        </Text>
        {step.id === 'sync' ? <SyncsGoingOn /> : null}
      </Stack>
      <StepAction id={step.id} variant={isNext ? 'filled' : 'default'} isDone={step.isDone} />
    </li>
  );
}

function SyncsGoingOn(): ReactNode {
  return useRunningSyncs().map((run) => <SyncProgress key={run.id} run={run} width="100%" />);
}

function StepAction({
  id,
  variant,
  isDone,
}: {
  id: SetupStepId;
  variant: string;
  isDone: boolean;
}): ReactNode {
  const sync = useStartSync();
  const mayWork = useMay('work');
  const isSyncing = useRunningSyncs().length > 0;
  const hasIntegrations = useIntegrations().length > 0;
  switch (id) {
    case 'psa':
    case 'sources':
      return (
        <Button component={Link} to="/integrations" variant={variant}>
          {isDone ? 'Integrations' : 'Connect'}
        </Button>
      );
    case 'sync':
      return (
        <Button
          variant={variant}
          disabled={!mayWork || !hasIntegrations || isSyncing}
          loading={sync.isPending}
          onClick={() => sync.mutate({ all: true })}
        >
          {isDone ? 'Sync again' : 'Sync all'}
        </Button>
      );
    case 'companies':
      return (
        <Button component={Link} to="/organizations?tab=unlinked" variant={variant}>
          {isDone ? 'Organizations' : 'Link'}
        </Button>
      );
    case 'lines':
      return (
        <Button component={Link} to="/billing/reconciliation/unmapped" variant={variant}>
          {isDone ? 'Line items' : 'Map'}
        </Button>
      );
  }
}
