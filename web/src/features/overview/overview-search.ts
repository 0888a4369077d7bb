import { isTrendKind, type TrendKind } from './trend-series.ts';

const TREND_DAYS = [30, 90, 365] as const;
export type TrendDays = (typeof TREND_DAYS)[number];

/** What a link to the overview carries. Absent: the default. */
export type OverviewSearch = {
  /** How far back the trend goes; absent: 30 days. */
  days?: Exclude<TrendDays, 30>;
  /** What the trend shows; absent: the discrepancies. */
  trend?: Exclude<TrendKind, 'discrepancies'>;
  /** The trend as a table. */
  table?: true;
  /** Since when what is new is shown; absent: the end of last month. */
  since?: 'yesterday' | 'week';
};

/** Takes what a URL holds and keeps what this page understands. */
export function validateOverviewSearch(search: Record<string, unknown>): OverviewSearch {
  const days = Number(search.days);
  return {
    ...(days === 90 || days === 365 ? { days } : {}),
    ...(isTrendKind(search.trend) && search.trend !== 'discrepancies' ? { trend: search.trend } : {}),
    ...(search.table === true || search.table === 'true' ? { table: true as const } : {}),
    ...(search.since === 'yesterday' || search.since === 'week' ? { since: search.since } : {}),
  };
}
