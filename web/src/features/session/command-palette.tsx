import { Spotlight, type SpotlightActionData } from '@mantine/spotlight';
import '@mantine/spotlight/styles.layer.css';
import { useNavigate } from '@tanstack/react-router';
import { Search } from 'lucide-react';
import type { ReactNode } from 'react';
import { useIntegrations } from '../../api/integrations.ts';
import { useAllOrganizations } from '../../api/organizations.ts';
import { useMay } from '../../api/session.ts';
import { useStartSync } from '../../api/sync-runs.ts';
import { notifyDone } from '../../ui/notify.tsx';
import type { GoTarget } from '../../ui/use-page-keys.ts';

const SHOWN_MAX = 12;

type CommandPaletteProps = { targets: readonly GoTarget[]; close: () => void };

/** Goes to a page, to an organization's lines, or starts a sync, by a few letters. */
export function CommandPalette({ targets, close }: CommandPaletteProps): ReactNode {
  const organizations = useOrganizationActions();
  const syncs = useSyncActions();
  const pages = targets.map(
    ({ label, go }): SpotlightActionData => ({ id: `go ${label}`, label, onClick: go }),
  );
  return (
    <Spotlight
      forceOpened
      shortcut={null}
      onSpotlightClose={close}
      actions={[
        { group: 'Go to', actions: [...pages, ...useLineActions()] },
        { group: 'Sync', actions: syncs },
        { group: 'Discrepancies of', actions: organizations },
      ]}
      limit={SHOWN_MAX}
      highlightQuery
      scrollable
      maxHeight={420}
      nothingFound="Nothing has this name."
      searchProps={{
        leftSection: <Search size={18} aria-hidden />,
        placeholder: 'A page, a client, a sync',
        'aria-label': 'Search for a page, a client or a sync',
      }}
    />
  );
}

const LINES = [
  ['agreements', 'Agreements'],
  ['unmapped', 'Unmapped lines'],
  ['mapped', 'Mapped lines'],
  ['ignored', 'Ignored lines'],
] as const;

function useLineActions(): SpotlightActionData[] {
  const navigate = useNavigate();
  return LINES.map(([tab, label]) => ({
    id: `go ${tab}`,
    label,
    onClick: () => void navigate({ to: '/billing/reconciliation/$tab', params: { tab } }),
  }));
}

function useOrganizationActions(): SpotlightActionData[] {
  const navigate = useNavigate();
  return useAllOrganizations().map(({ id, name }) => ({
    id,
    label: name,
    onClick: () =>
      void navigate({
        to: '/billing/reconciliation/$tab',
        params: { tab: 'reconciliation' },
        search: { organizationId: id },
      }),
  }));
}

function useSyncActions(): SpotlightActionData[] {
  const { mutate } = useStartSync();
  const integrations = useIntegrations();
  if (!useMay('work')) {
    return [];
  }
  const going = integrations.filter(({ pausedAt }) => pausedAt === null);
  return going.map(({ id, name }) => ({
    id: `sync ${id}`,
    label: `Sync ${name}`,
    onClick: () =>
      mutate({ integrationIds: [id] }, { onSuccess: () => notifyDone(`${name} is being synced.`) }),
  }));
}
