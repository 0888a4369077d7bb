const ORGANIZATION_TABS = ['organizations', 'unlinked', 'links'] as const;
export type OrganizationTab = (typeof ORGANIZATION_TABS)[number];

/** What a link to the page carries. Absent: the default. */
export type OrganizationsSearch = {
  tab?: OrganizationTab;
  q?: string;
  integrationId?: string;
  /** On the tab of all links: the ignored companies instead of the linked ones. */
  ignored?: true;
  /** The organization whose dialog is open. */
  open?: string;
};

/** Keeps what the page understands; nonsense is dropped. */
export function validateOrganizationsSearch(search: Record<string, unknown>): OrganizationsSearch {
  const tab = ORGANIZATION_TABS.find((name) => name === search.tab);
  const q = textFrom(search.q);
  const open = textFrom(search.open);
  const integrationId = textFrom(search.integrationId);
  return {
    ...(tab === undefined || tab === 'organizations' ? {} : { tab }),
    ...(q === undefined ? {} : { q }),
    ...(integrationId === undefined ? {} : { integrationId }),
    ...(search.ignored === true ? { ignored: true as const } : {}),
    ...(open === undefined ? {} : { open }),
  };
}

/** A search that is all digits arrives as a number: the router parses values as JSON. */
function textFrom(value: unknown): string | undefined {
  const text = typeof value === 'number' ? String(value) : value;
  return typeof text === 'string' && text.trim() !== '' ? text : undefined;
}
