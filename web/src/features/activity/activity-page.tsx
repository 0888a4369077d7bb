import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useWorkspace } from '../../api/workspace.ts';
import { Page } from '../../ui/page.tsx';
import type { ActivityTab } from './activity-search.ts';
import { LogTab } from './log-tab.tsx';
import { RunsTab } from './runs-tab.tsx';
import { SyncsTab } from './syncs-tab.tsx';

/** What was synced, what was reconciled, and who did what. */
export function ActivityPage(): ReactNode {
  const { tab = 'syncs' } = useSearch({ from: '/shell/activity' });
  const navigate = useNavigate({ from: '/activity' });
  const hasReconciliation = useWorkspace()?.plan !== 'free';
  const open = (next: ActivityTab): void => void navigate({ search: next === 'syncs' ? {} : { tab: next } });
  return (
    <Page title="Activity" description="What was synced, what was reconciled, and who did what.">
      <Tabs value={tab} keepMounted={false} onChange={(next) => open(next as ActivityTab)}>
        <Tabs.List aria-label="Activity">
          <Tabs.Tab value="syncs">Syncs</Tabs.Tab>
          {hasReconciliation ? <Tabs.Tab value="runs">Reconciliations</Tabs.Tab> : null}
          <Tabs.Tab value="log">Audit log</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="syncs" pt="sm">
          <SyncsTab />
        </Tabs.Panel>
        <Tabs.Panel value="runs" pt="sm">
          <RunsTab />
        </Tabs.Panel>
        <Tabs.Panel value="log" pt="sm">
          <LogTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
