import { Anchor } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { Compass } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../ui/empty-state.tsx';

/** An address that leads nowhere. */
export function NotFound(): ReactNode {
  useDocumentTitle('Not found · Tieout');
  return (
    <main>
      <EmptyState
        icon={Compass}
        headingOrder={1}
        title="There is no page at this address"
        action={
          <Anchor component={Link} to="/" size="sm">
            Go to the start page
          </Anchor>
        }
      >
        The link may be old, or may belong to another workspace.
      </EmptyState>
    </main>
  );
}
