import { Card, Group, NativeSelect, SegmentedControl, Skeleton, Stack, Switch } from '@mantine/core';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { lazy, type ReactNode, Suspense } from 'react';
import type { TrendDay } from '../../api/types.ts';
import { ErrorState } from '../../ui/error-state.tsx';
import { useTrend } from './api.ts';
import classes from './overview.module.css';
import { type OverviewSearch, validateOverviewSearch } from './overview-search.ts';
import { currenciesOf, hasMoney, type TrendKind } from './trend-series.ts';
import { TrendTable } from './trend-table.tsx';

/** The chart library is the largest part of the page; the numbers do not wait for it. */
const TrendChart = lazy(() => import('./trend-chart.tsx').then((module) => ({ default: module.TrendChart })));

/** How the money went over the days: a chart, or the same numbers as a table. */
export function Trend(): ReactNode {
  const search = useSearch({ from: '/shell/overview' });
  const { data, error, refetch } = useTrend(search.days ?? 30);
  return (
    <Card withBorder component="section" aria-labelledby="trend">
      <Group justify="space-between" gap="xs" mb="sm">
        <h2 id="trend" className={classes.heading}>
          Trend, a month
        </h2>
        <TrendControls />
      </Group>
      {error !== null ? (
        <ErrorState error={error} retry={() => void refetch()} />
      ) : data === undefined ? (
        <Skeleton height={220} role="status" aria-label="Loading the trend" />
      ) : (
        <TrendCharts days={data} search={search} />
      )}
    </Card>
  );
}

/** Said where there is no money to draw: an axis without a line would read as something missing. */
const NOTHING: Partial<Record<TrendKind, string>> = {
  accepted: 'No variance was accepted in this time.',
  corrected: 'No discrepancy went in this time because its billed quantity was changed.',
};

function isNothing(days: readonly TrendDay[], kind: TrendKind, currency: string): boolean {
  return NOTHING[kind] !== undefined && !hasMoney(days, kind, currency);
}

function TrendCharts({ days, search }: { days: readonly TrendDay[]; search: OverviewSearch }): ReactNode {
  const kind = search.trend ?? 'discrepancies';
  const currencies = currenciesOf(days);
  if (currencies.length === 0) {
    return <p className={classes.calm}>The first reconciliation begins the trend.</p>;
  }
  return (
    <Stack gap="sm">
      {currencies.map((currency) => (
        <div key={currency}>
          {currencies.length === 1 ? null : <h3 className={classes.heading}>{currency}</h3>}
          {isNothing(days, kind, currency) ? (
            <p className={classes.calm}>{NOTHING[kind]}</p>
          ) : search.table === true ? (
            <TrendTable days={days} kind={kind} currency={currency} />
          ) : (
            <Suspense fallback={<Skeleton height={220} />}>
              <div role="img" aria-label={`Chart of the trend in ${currency}; its numbers are in the table.`}>
                <TrendChart days={days} kind={kind} currency={currency} />
              </div>
            </Suspense>
          )}
        </div>
      ))}
    </Stack>
  );
}

function TrendControls(): ReactNode {
  const search = useSearch({ from: '/shell/overview' });
  const navigate = useNavigate({ from: '/overview' });
  const change = (part: OverviewSearch, dropped: keyof OverviewSearch): void =>
    void navigate({
      search: (before) => {
        const { [dropped]: _before, ...rest } = before;
        return { ...rest, ...part };
      },
      replace: true,
    });
  return (
    <Group gap="xs">
      <NativeSelect
        aria-label="What the trend shows"
        data={[
          { value: 'discrepancies', label: 'Discrepancies' },
          { value: 'accepted', label: 'Accepted' },
          { value: 'corrected', label: 'Corrected' },
          { value: 'checked', label: 'Checked share' },
        ]}
        value={search.trend ?? 'discrepancies'}
        onChange={({ currentTarget: { value } }) => change(validateOverviewSearch({ trend: value }), 'trend')}
      />
      <SegmentedControl
        aria-label="How far back"
        data={[
          { value: '30', label: '30 days' },
          { value: '90', label: '90 days' },
          { value: '365', label: 'A year' },
        ]}
        value={String(search.days ?? 30)}
        onChange={(value) => change(value === '30' ? {} : { days: value === '90' ? 90 : 365 }, 'days')}
      />
      <Switch
        label="As a table"
        checked={search.table === true}
        onChange={({ currentTarget }) => change(currentTarget.checked ? { table: true } : {}, 'table')}
      />
    </Group>
  );
}
