const ACTIVITY_TABS = ['syncs', 'runs', 'log'] as const;
export type ActivityTab = (typeof ACTIVITY_TABS)[number];

/** What a link to the page carries. Absent: the default. */
export type ActivitySearch = {
  tab?: Exclude<ActivityTab, 'syncs'>;
  integrationId?: string;
  /** On the tab of reconciliation runs: also those that changed nothing. */
  all?: true;
  /** In the log: what was done by one member. */
  actorId?: string;
  /** In the log: what was done to one kind of thing. */
  kind?: string;
};

/** Keeps what the page understands; nonsense is dropped. */
export function validateActivitySearch(search: Record<string, unknown>): ActivitySearch {
  const { tab, all } = search;
  return {
    ...(tab === 'runs' || tab === 'log' ? { tab } : {}),
    ...(all === true || all === 'true' ? { all: true as const } : {}),
    ...textsOf(search),
  };
}

function textsOf(
  search: Record<string, unknown>,
): Pick<ActivitySearch, 'integrationId' | 'actorId' | 'kind'> {
  const names = ['integrationId', 'actorId', 'kind'] as const;
  return Object.fromEntries(
    names.flatMap((name) => {
      const value = search[name];
      return typeof value === 'string' && value !== '' ? [[name, value]] : [];
    }),
  );
}
