import { Anchor, Modal, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useOrganization } from '../../api/organizations.ts';
import type { Organization } from '../../api/types.ts';
import { useWorkspace } from '../../api/workspace.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { plural } from '../../ui/format.ts';
import { EstateTable } from './estate/estate-table.tsx';

/** One client: what is billed to it, and what its sources have that is billed or not. */
export function OrganizationDialog({ id, close }: { id: string; close: () => void }): ReactNode {
  const { data, error, refetch } = useOrganization(id);
  const hasReconciliation = useWorkspace()?.plan !== 'free';
  return (
    <Modal opened onClose={close} title={data?.name ?? 'Organization'} size={860}>
      <Stack>
        {error === null ? null : <ErrorState error={error} retry={() => void refetch()} />}
        {data === undefined ? null : <Billed organization={data} />}
        {hasReconciliation && data !== undefined ? <EstateTable organizationId={id} /> : null}
      </Stack>
    </Modal>
  );
}

function Billed({ organization: { id, agreements, lineItems } }: { organization: Organization }): ReactNode {
  return (
    <Text size="sm">
      Billed by {plural(agreements, 'agreement')} with {plural(lineItems, 'line item')}.{' '}
      <Anchor
        size="sm"
        underline="always"
        renderRoot={(props) => (
          <Link
            to="/billing/reconciliation/$tab"
            params={{ tab: 'agreements' }}
            search={{ organizationId: id }}
            {...props}
          />
        )}
      >
        See them
      </Anchor>
    </Text>
  );
}
