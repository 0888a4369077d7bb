import { Tabs } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useMay } from '../../api/session.ts';
import { Page } from '../../ui/page.tsx';
import { useOpenTabInSight } from '../../ui/use-open-tab-in-sight.ts';
import { AccountTab } from '../account/account-tab.tsx';
import { KeysTab } from './keys-tab.tsx';
import { MembersTab } from './members-tab.tsx';
import { NotificationsTab } from './notifications-tab.tsx';
import { PlanTab } from './plan-tab.tsx';
import type { SettingsTab } from './settings-search.ts';
import { WorkspaceTab } from './workspace-tab.tsx';

/** What holds for the whole workspace, and for whoever is signed in. */
export function SettingsPage(): ReactNode {
  const { tab = 'workspace' } = useSearch({ from: '/shell/settings' });
  const navigate = useNavigate({ from: '/settings' });
  const administers = useMay('administer');
  const list = useOpenTabInSight();
  const open = (next: SettingsTab): void =>
    void navigate({ search: next === 'workspace' ? {} : { tab: next } });
  return (
    <Page isNarrow title="Settings" description="What holds for the whole workspace, and your own account.">
      <Tabs value={tab} keepMounted={false} onChange={(next) => open(next as SettingsTab)}>
        <Tabs.List ref={list} aria-label="Settings" mb="md">
          <Tabs.Tab value="workspace">Workspace</Tabs.Tab>
          <Tabs.Tab value="members">Members</Tabs.Tab>
          {administers ? <Tabs.Tab value="keys">API keys</Tabs.Tab> : null}
          <Tabs.Tab value="notifications">Notifications</Tabs.Tab>
          <Tabs.Tab value="plan">Plan</Tabs.Tab>
          <Tabs.Tab value="account">My account</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="workspace">
          <WorkspaceTab />
        </Tabs.Panel>
        <Tabs.Panel value="members">
          <MembersTab />
        </Tabs.Panel>
        <Tabs.Panel value="keys">{administers ? <KeysTab /> : null}</Tabs.Panel>
        <Tabs.Panel value="notifications">
          <NotificationsTab />
        </Tabs.Panel>
        <Tabs.Panel value="plan">
          <PlanTab />
        </Tabs.Panel>
        <Tabs.Panel value="account">
          <AccountTab />
        </Tabs.Panel>
      </Tabs>
    </Page>
  );
}
