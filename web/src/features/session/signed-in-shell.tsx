import { useDisclosure, useHotkeys, useTimeout } from '@mantine/hooks';
import { useQueryClient } from '@tanstack/react-query';
import { Outlet, useNavigate } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import { chosenWorkspaceId } from '../../api/chosen-workspace.ts';
import { useUnlinkedCount } from '../../api/companies.ts';
import { useIntegrationName } from '../../api/integrations.ts';
import { useLineItemCounts } from '../../api/line-item-counts.ts';
import { useLiveSyncRuns } from '../../api/live-sync-runs.ts';
import { signOut, useSession, useSwitchWorkspace } from '../../api/session.ts';
import type { SyncRun } from '../../api/types.ts';
import { useWorkspace } from '../../api/workspace.ts';
import { AppShell, type NavItem } from '../../ui/app-shell.tsx';
import { notifyDone, notifyError } from '../../ui/notify.tsx';
import { type GoTarget, usePageKeys } from '../../ui/use-page-keys.ts';
import { UserMenu } from '../../ui/user-menu.tsx';
import { WorkspaceMenu } from '../../ui/workspace-menu.tsx';
import { useIsSettingUp } from '../setup/use-setup-progress.ts';

/** Only read by those who ask for them. */
const KeysHelp = lazy(() =>
  import('../../ui/keys-help.tsx').then((module) => ({ default: module.KeysHelp })),
);

const loadPalette = () =>
  import('./command-palette.tsx').then((module) => ({ default: module.CommandPalette }));
const CommandPalette = lazy(loadPalette);
/** Whoever opens the palette types on at once: it is there before they ask. */
const PALETTE_AFTER_MS = 1500;

const BILLING = '/billing/reconciliation/$tab';

/** The frame of every page of someone signed in; keeps syncs live wherever they are. */
export function SignedInShell(): ReactNode {
  const [isHelpOpen, help] = useDisclosure(false);
  const [isPaletteOpen, palette] = useDisclosure(false);
  const targets = useGoTargets();
  useHotkeys([['mod+k', palette.open]], []);
  useTimeout(() => void loadPalette(), PALETTE_AFTER_MS, { autoInvoke: true });
  usePageKeys(targets, help.open);
  useLiveSyncRuns(useSyncToast());
  return (
    <AppShell items={useNavItems()} workspace={<Workspaces />} user={<User onKeys={help.open} />}>
      <Outlet />
      {isHelpOpen ? (
        <Suspense>
          <KeysHelp close={help.close} targets={targets} />
        </Suspense>
      ) : null}
      {isPaletteOpen ? (
        <Suspense>
          <CommandPalette close={palette.close} targets={targets} />
        </Suspense>
      ) : null}
    </AppShell>
  );
}

function useNavItems(): NavItem[] {
  const discrepancies = useLineItemCounts().data?.reconciliation;
  const unlinked = useUnlinkedCount();
  const started: NavItem[] = useIsSettingUp() ? [{ label: 'Getting started', link: { to: '/setup' } }] : [];
  return [
    ...started,
    { label: 'Overview', link: { to: '/overview' } },
    {
      label: 'Billing reconciliation',
      link: { to: BILLING, params: { tab: 'reconciliation' } },
      count: discrepancies,
      countLabel: 'discrepancies',
    },
    { label: 'Unbilled', link: { to: '/unbilled' } },
    { label: 'Rules', link: { to: '/rules' } },
    {
      label: 'Organizations',
      link: { to: '/organizations' },
      count: unlinked,
      countLabel: 'unlinked companies',
    },
    { label: 'Integrations', link: { to: '/integrations' } },
    { label: 'Activity', link: { to: '/activity' } },
    { label: 'Settings', link: { to: '/settings' } },
  ];
}

function useGoTargets(): GoTarget[] {
  const navigate = useNavigate();
  return [
    { key: 'v', label: 'Overview', go: () => void navigate({ to: '/overview' }) },
    {
      key: 'b',
      label: 'Billing reconciliation',
      go: () => void navigate({ to: BILLING, params: { tab: 'reconciliation' } }),
    },
    { key: 'u', label: 'Unbilled', go: () => void navigate({ to: '/unbilled' }) },
    { key: 'r', label: 'Rules', go: () => void navigate({ to: '/rules' }) },
    { key: 'o', label: 'Organizations', go: () => void navigate({ to: '/organizations' }) },
    { key: 'i', label: 'Integrations', go: () => void navigate({ to: '/integrations' }) },
    { key: 'a', label: 'Activity', go: () => void navigate({ to: '/activity' }) },
    { key: 's', label: 'Settings', go: () => void navigate({ to: '/settings' }) },
  ];
}

/** Says how a sync ended, wherever the person is by then. */
function useSyncToast(): (run: SyncRun) => void {
  const nameOf = useIntegrationName();
  return (run) => {
    const name = nameOf(run.integrationId);
    if (run.status === 'failed') {
      notifyError(
        new Error(run.error?.message ?? 'The sync failed.'),
        `${name}: the data shown are the previous ones`,
      );
    } else if (run.status === 'held') {
      notifyError(
        new Error('It would remove more than half of the records. See Integrations.'),
        `${name}: sync held`,
      );
    } else if (run.status === 'succeeded') {
      notifyDone(`${name} is up to date.`);
    }
  };
}

function Workspaces(): ReactNode {
  const session = useSession();
  const workspace = useWorkspace();
  const switchTo = useSwitchWorkspace();
  const navigate = useNavigate();
  const all = session?.workspaces ?? [];
  const chosen = all.find(({ id }) => id === chosenWorkspaceId()) ?? { id: '', name: 'Tieout' };
  return (
    <WorkspaceMenu
      current={{ id: chosen.id, name: workspace?.name ?? chosen.name }}
      all={all}
      onSwitch={(id) => {
        switchTo(id);
        void navigate({ to: '/' });
      }}
    />
  );
}

function User({ onKeys }: { onKeys: () => void }): ReactNode {
  const session = useSession();
  const queryClient = useQueryClient();
  const navigate = useNavigate();
  const leave = async (): Promise<void> => {
    await signOut();
    queryClient.clear();
    await navigate({ to: '/sign-in' });
  };
  return session?.user == null ? null : (
    <UserMenu
      user={session.user}
      onAccount={() => void navigate({ to: '/settings', search: { tab: 'account' } })}
      onKeys={onKeys}
      onSignOut={() => void leave().catch(notifyError)}
    />
  );
}
