import type { NewItems } from '../../api/types.ts';
import { daysAgo, lastDayOfPreviousMonth } from '../../ui/days.ts';
import { plural } from '../../ui/format.ts';
import type { OverviewSearch } from './overview-search.ts';

/** Where "new" begins, by what the link says; absent: the end of last month, as billing goes by months. */
export function dayOfSince(since: OverviewSearch['since'], now: Date): string {
  if (since === 'yesterday') return daysAgo(now, 1);
  return since === 'week' ? daysAgo(now, 7) : lastDayOfPreviousMonth(now);
}

type NewCompany = NewItems['companies']['items'][number];

const RECORD_WORDS: Record<NewCompany['records'][number]['metric'], [one: string, many: string]> = {
  devices: ['device', 'devices'],
  users: ['user', 'users'],
  licenses: ['licence', 'licences'],
  subscriptions: ['subscription', 'subscriptions'],
};

/** What a new company bills or holds: "3 lines", "2 devices, 5 users". */
export function holdingsWords({ lines, records }: Pick<NewCompany, 'lines' | 'records'>): string {
  const held = records.map(({ metric, count }) => plural(count, ...RECORD_WORDS[metric]));
  const all = [...(lines > 0 ? [plural(lines, 'line')] : []), ...held];
  return all.length === 0 ? 'nothing yet' : all.join(', ');
}
