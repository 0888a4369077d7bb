import { Anchor, Button, Card, Skeleton } from '@mantine/core';
import { useIsFetching } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { useWorkspace } from '../../api/workspace.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { ErrorState } from '../../ui/error-state.tsx';
import { Page } from '../../ui/page.tsx';
import { Totals } from '../billing/reconciliation/totals.tsx';
import { useTotals } from './api.ts';
import { AttentionList } from './attention-list.tsx';
import { NewItems } from './new-items.tsx';
import classes from './overview.module.css';
import { TopOrganizations } from './top-organizations.tsx';
import { Trend } from './trend.tsx';

/** The money, how much of the billing it comes from, and what needs someone. */
export function OverviewPage(): ReactNode {
  const workspace = useWorkspace();
  return (
    <Page
      title="Overview"
      description="What is billed wrongly a month, and how much of the billing was checked."
    >
      {workspace?.defaultPsaIntegrationId === null ? <NothingYet /> : <Overview />}
    </Page>
  );
}

function Overview(): ReactNode {
  const { data: summary, error, refetch } = useTotals();
  const isSettled = useIsSettled(summary !== undefined || error !== null);
  return (
    <>
      <Card withBorder component="section" aria-label="Totals">
        {error === null ? (
          <Totals summary={summary} />
        ) : (
          <ErrorState error={error} retry={() => void refetch()} />
        )}
        <Anchor
          mt="sm"
          size="sm"
          renderRoot={(props) => (
            <Link to="/billing/reconciliation/$tab" params={{ tab: 'reconciliation' }} {...props} />
          )}
        >
          See the discrepancies
        </Anchor>
      </Card>
      {isSettled ? null : (
        <Skeleton height={320} radius={10} role="status" aria-label="Loading what needs attention" />
      )}
      <div className={isSettled ? classes.settled : classes.waiting}>
        <AttentionList summary={summary} />
        <NewItems />
      </div>
      {isSettled ? (
        <div className={classes.columns}>
          <Trend />
          <TopOrganizations />
        </div>
      ) : null}
    </>
  );
}

/** Once everything above has been read for the first time: what stands below does not move under the reader. */
function useIsSettled(isKnown: boolean): boolean {
  const [isSettled, setSettled] = useState(false);
  const isFetching = useIsFetching() > 0;
  if (!isSettled && isKnown && !isFetching) {
    setSettled(true);
  }
  return isSettled;
}

function NothingYet(): ReactNode {
  return (
    <EmptyState
      title="Nothing to show yet"
      action={
        <Button component={Link} to="/setup" variant="filled">
          Go on with the set-up
        </Button>
      }
    >
      Connect your PSA and the sources that know the real counts; the first reconciliation fills this page.
    </EmptyState>
  );
}
