import type { LinkProps } from '@tanstack/react-router';
import type { LineItemCounts, ListedIntegration, Money, Summary } from '../../api/types.ts';
import { formatMoneys, plural } from '../../ui/format.ts';
import { pauseWords } from '../integrations/pause-words.ts';

const BILLING = '/billing/reconciliation/$tab';
const HOUR_MS = 3_600_000;

export type AttentionItem = {
  id: string;
  /** What is so, in a sentence. */
  text: string;
  /** What it means for the numbers. */
  consequence: string;
  link: LinkProps;
  /** What the link does. */
  action: string;
};

type Known = {
  integrations: readonly ListedIntegration[];
  staleAfterHours: number;
  unlinked: number;
  counts: LineItemCounts;
  summary: Summary;
  now: number;
};

/** What needs someone before invoices go out, the most urgent first; empty: nothing does. */
export function attentionItems(known: Known): AttentionItem[] {
  return [...known.integrations.flatMap((integration) => syncItem(integration, known)), ...lineItems(known)];
}

function syncItem(integration: ListedIntegration, { staleAfterHours, now }: Known): AttentionItem[] {
  const { id, name, lastSync, lastGoodSyncAt, pausedAt } = integration;
  const item = (text: string, consequence: string): AttentionItem[] => [
    { id: `sync-${id}`, text, consequence, link: { to: '/integrations' }, action: 'Integrations' },
  ];
  if (lastSync?.status === 'held') {
    return item(`The sync of ${name} is held.`, 'Release or discard it; until then its counts are unknown.');
  }
  if (pausedAt !== null) {
    return item(`${name} is paused.`, pauseWords(integration, staleAfterHours));
  }
  if (lastSync?.status === 'failed') {
    return item(`The last sync of ${name} failed.`, lastSync.error?.message ?? 'Its counts are unknown.');
  }
  if (lastGoodSyncAt === null) {
    return lastSync === null ? item(`${name} has never been synced.`, 'Its counts are unknown.') : [];
  }
  const hours = Math.floor((now - Date.parse(lastGoodSyncAt)) / HOUR_MS);
  return hours > staleAfterHours
    ? item(
        `${name} has not been synced for ${hours < 72 ? `${hours} hours` : plural(Math.floor(hours / 24), 'day')}.`,
        'Its counts are too old to compare with, and unknown.',
      )
    : [];
}

function lineItems({ unlinked, counts, summary }: Known): AttentionItem[] {
  const items: AttentionItem[] = [];
  if (unlinked > 0) {
    items.push({
      id: 'unlinked',
      text: `${plural(unlinked, 'company is', 'companies are')} linked to no organization.`,
      consequence: 'What is counted there is compared with nothing.',
      link: { to: '/organizations', search: { tab: 'unlinked' } },
      action: 'Link companies',
    });
  }
  if (counts.unmapped > 0) {
    items.push({
      id: 'unmapped',
      text: `${plural(counts.unmapped, 'line is', 'lines are')} unmapped.`,
      consequence: `${worth(summary.unmapped)} was not checked.`,
      link: { to: BILLING, params: { tab: 'unmapped' } },
      action: 'Map lines',
    });
  }
  if (summary.byStatus.unknown > 0) {
    items.push({
      id: 'unknown',
      text: `${plural(summary.byStatus.unknown, 'result is', 'results are')} unknown.`,
      consequence: `${worth(summary.unknown)} could not be checked.`,
      link: { to: BILLING, params: { tab: 'reconciliation' }, search: { status: 'unknown' } },
      action: 'See why',
    });
  }
  return items;
}

function worth(moneys: readonly Money[]): string {
  return `${formatMoneys(moneys, { whole: true })} a month`;
}
