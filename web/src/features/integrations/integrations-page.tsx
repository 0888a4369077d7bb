import { Button, Skeleton, Stack, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { RefreshCw } from 'lucide-react';
import { lazy, type ReactNode, Suspense } from 'react';
import { countedIntegrationsQuery } from '../../api/integrations.ts';
import { May } from '../../api/may.tsx';
import { useMay } from '../../api/session.ts';
import { useRunningSyncs, useStartSync } from '../../api/sync-runs.ts';
import type { Integration } from '../../api/types.ts';
import { vendorsQuery } from '../../api/vendors.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { IntegrationDialog } from './integration-dialog.tsx';
import { IntegrationPanel } from './integration-panel.tsx';
import { VendorCatalogue } from './vendor-catalogue.tsx';

/** Few need it, and it is large. */
const FileDialog = lazy(async () => ({
  default: (await import('./file-upload/file-dialog.tsx')).FileDialog,
}));

/** What is connected and how it is; below, what can be. */
export function IntegrationsPage(): ReactNode {
  const vendors = useQuery(vendorsQuery);
  const integrations = useQuery(countedIntegrationsQuery);
  const { add, edit, upload } = useSearch({ from: '/shell/integrations' });
  const navigate = useNavigate({ from: '/integrations' });
  const [mayWork, administers] = [useMay('work'), useMay('administer')];
  const edited = integrations.data?.find(({ id }) => id === (edit ?? upload));
  const vendor = vendors.data?.find(({ id }) => id === (edited?.vendor ?? add));
  // A file is what connects such an integration; without one there is nothing to enter.
  const Dialog = vendor?.category === 'file' && edit === undefined ? FileDialog : IntegrationDialog;
  return (
    <Page
      title="Integrations"
      description="Where agreements come from, and what they are compared with."
      actions={
        <May to="work">
          <SyncAllButton hasAny={(integrations.data ?? []).length > 0} />
        </May>
      }
    >
      <Connected
        integrations={integrations.data}
        error={integrations.error}
        retry={() => void integrations.refetch()}
        onEdit={(id) => void navigate({ search: { edit: id } })}
        onUpload={(id) => void navigate({ search: { upload: id } })}
      />
      {integrations.isPending ? null : vendors.error === null ? (
        <May to="administer">
          <VendorCatalogue vendors={vendors.data} onAdd={(id) => void navigate({ search: { add: id } })} />
        </May>
      ) : (
        <ErrorState error={vendors.error} retry={() => void vendors.refetch()} />
      )}
      {vendor === undefined || !(administers || (mayWork && upload !== undefined)) ? null : (
        <Suspense>
          <Dialog
            key={edited?.id ?? vendor.id}
            vendor={vendor}
            integration={edited ?? null}
            close={() => void navigate({ search: {} })}
          />
        </Suspense>
      )}
    </Page>
  );
}

type ConnectedProps = {
  integrations: readonly Integration[] | undefined;
  error: Error | null;
  retry: () => void;
  onEdit: (id: string) => void;
  onUpload: (id: string) => void;
};

function Connected({ integrations, error, retry, onEdit, onUpload }: ConnectedProps): ReactNode {
  if (error !== null) {
    return <ErrorState error={error} retry={retry} />;
  }
  if (integrations === undefined) {
    return <Skeleton height={120} radius={10} role="status" aria-label="Loading integrations" />;
  }
  if (integrations.length === 0) {
    return (
      <section className="t-panel" aria-label="Connected">
        <EmptyState title="Nothing is connected yet">
          Begin with your PSA: its agreements are what everything is compared with. Then add what you deliver
          with.
        </EmptyState>
      </section>
    );
  }
  return (
    <Stack component="section" gap="sm" aria-labelledby="connected">
      <Title order={2} id="connected">
        Connected
      </Title>
      {integrations.map((integration) => (
        <IntegrationPanel
          key={integration.id}
          integration={integration}
          onEdit={() => onEdit(integration.id)}
          onUpload={() => onUpload(integration.id)}
        />
      ))}
    </Stack>
  );
}

function SyncAllButton({ hasAny }: { hasAny: boolean }): ReactNode {
  const sync = useStartSync();
  const isRunning = useRunningSyncs().length > 0;
  return hasAny ? (
    <Button
      leftSection={<RefreshCw size={14} aria-hidden />}
      disabled={isRunning}
      loading={sync.isPending}
      onClick={() => sync.mutate({ all: true })}
    >
      Sync all
    </Button>
  ) : null;
}
