import type { ResultStatus } from '../../api/types.ts';

export const BILLING_TABS = ['agreements', 'unmapped', 'mapped', 'ignored', 'reconciliation'] as const;
export type BillingTab = (typeof BILLING_TABS)[number];

const SORTS = ['impact', 'variance', 'organization', 'product', 'since'];
const STATUSES: readonly string[] = [
  'under_billed',
  'over_billed',
  'matched',
  'accepted',
  'unknown',
  'not_compared',
] satisfies ResultStatus[];

/** What the Reconciliation tab shows unless asked otherwise. */
export const DISCREPANCIES: readonly ResultStatus[] = ['under_billed', 'over_billed'];
export const ALL_STATUSES = STATUSES as readonly ResultStatus[];

/** Everything that a link to this page carries besides the tab. Absent: the default. */
export type BillingSearch = {
  organizationId?: string;
  integrationId?: string;
  q?: string;
  /** As the API takes it: a column, with `-` for descending. */
  sort?: string;
  /** Comma-separated result statuses; absent: discrepancies. */
  status?: string;
  /** Ended, upcoming and deleted lines are shown too. */
  inactive?: true;
  /** The line item whose mapping dialog is open. */
  line?: string;
  /** A past run, whose results are shown instead of the present ones. */
  runId?: string;
};

/** Takes what a URL holds and keeps what this page understands; nonsense is dropped, never an error. */
export function validateBillingSearch(search: Record<string, unknown>): BillingSearch {
  const status = statusesFrom(search.status).join(',');
  return compact({
    organizationId: textFrom(search.organizationId),
    integrationId: textFrom(search.integrationId),
    q: textFrom(search.q),
    sort: sortFrom(search.sort),
    status: status === '' || status === DISCREPANCIES.join(',') ? undefined : status,
    inactive: search.inactive === true || search.inactive === 'true' ? (true as const) : undefined,
    line: textFrom(search.line),
    runId: runFrom(search.runId),
  });
}

/** The tab a URL names; an unknown one is the reconciliation. */
export function tabFrom(value: unknown): BillingTab {
  return BILLING_TABS.find((tab) => tab === value) ?? 'reconciliation';
}

/** The statuses to show, in their fixed order. */
export function shownStatuses(search: BillingSearch): readonly ResultStatus[] {
  return search.status === undefined ? DISCREPANCIES : (statusesFrom(search.status) as ResultStatus[]);
}

/** A search that is all digits arrives as a number: the router parses values as JSON. */
function textFrom(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}

function sortFrom(value: unknown): string | undefined {
  const text = textFrom(value);
  return text !== undefined && SORTS.includes(text.replace(/^-/, '')) ? text : undefined;
}

function runFrom(value: unknown): string | undefined {
  const text = textFrom(value);
  return text !== undefined && /^\d{1,18}$/.test(text) ? text : undefined;
}

function statusesFrom(value: unknown): string[] {
  const named = new Set(textFrom(value)?.split(','));
  return STATUSES.filter((status) => named.has(status));
}

/** Without the absent ones: the router would write them out, and exact optional properties forbid them. */
function compact<Part extends Record<string, unknown>>(
  parts: Part,
): { [Key in keyof Part]?: Exclude<Part[Key], undefined> } {
  return Object.fromEntries(Object.entries(parts).filter(([, value]) => value !== undefined)) as ReturnType<
    typeof compact<Part>
  >;
}
