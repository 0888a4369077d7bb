/** What a link to the page carries. Absent: the default. */
export type UnbilledSearch = {
  /** Absent: what no line counts. */
  part?: 'billed_more_than_once';
  organizationId?: string;
  integrationId?: string;
  q?: string;
  /** Also what the workspace sells nothing like. */
  all?: true;
  /** The group that is open: organization, integration, metric and kind. */
  open?: string;
};

/** Keeps what the page understands; nonsense is dropped. */
export function validateUnbilledSearch(search: Record<string, unknown>): UnbilledSearch {
  const texts = (['organizationId', 'integrationId', 'q', 'open'] as const).flatMap((name) => {
    const value = search[name];
    const text = typeof value === 'number' ? String(value) : value;
    return typeof text === 'string' && text.trim() !== '' ? [[name, text]] : [];
  });
  return {
    ...(search.part === 'billed_more_than_once' ? { part: search.part } : {}),
    ...(search.all === true || search.all === 'true' ? { all: true as const } : {}),
    ...Object.fromEntries(texts),
  };
}
