import { Anchor, Stack, Text } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { OctagonPause, TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { integrationsQuery } from '../../../api/integrations.ts';
import type { ListedIntegration } from '../../../api/types.ts';
import { Notice } from '../../../ui/notice.tsx';
import { RelativeTime } from '../../../ui/relative-time.tsx';
import { syncAdvice } from '../../integrations/sync-advice.ts';
import { type SyncProblem, syncProblems, whatHolds } from './sync-problems.ts';

/** Syncs that did not come in: what failed, what still holds, what to do. Nothing while all is well. */
export function SyncAlerts(): ReactNode {
  const { data = [] } = useQuery(integrationsQuery);
  const problems = syncProblems(data);
  return problems.length === 0 ? null : (
    <Stack gap="xs">
      {problems.map((problem) => (
        <SyncAlert key={problem.integration.id} problem={problem} />
      ))}
    </Stack>
  );
}

function SyncAlert({ problem }: { problem: SyncProblem }): ReactNode {
  const { integration, status } = problem;
  const { name, lastSync, lastGoodSyncAt } = integration;
  const isHeld = status === 'held';
  const Icon = isHeld ? OctagonPause : TriangleAlert;
  return (
    <Notice
      tone={isHeld ? 'under' : 'bad'}
      icon={<Icon size={18} aria-hidden />}
      title={isHeld ? `The sync of ${name} is held` : `The last sync of ${name} failed`}
    >
      <Text size="sm" component="div">
        {isHeld ? heldWords(lastSync?.error?.message) : (lastSync?.error?.message ?? '')} {whatHolds(problem)}
        {lastGoodSyncAt === null ? null : (
          <>
            {' '}
            Last good sync <RelativeTime at={lastGoodSyncAt} />.
          </>
        )}{' '}
        {isHeld ? 'Release or discard it under ' : `${failedAdvice(integration)} See `}
        <Anchor component={Link} to="/integrations" inherit underline="always">
          Integrations
        </Anchor>
        .
      </Text>
    </Notice>
  );
}

function failedAdvice({ lastSync, pausedAt }: ListedIntegration): string {
  return pausedAt === null
    ? syncAdvice(lastSync?.error?.code ?? '')
    : 'It is paused: resume it, then sync it.';
}

function heldWords(message: string | undefined): string {
  return message ?? 'It would remove more than half of its records.';
}
