/** What a link to the page carries: a vendor being added, or an integration being edited. */
export type IntegrationsSearch = { add?: string; edit?: string };

/** Keeps what the page understands; nonsense is dropped. */
export function validateIntegrationsSearch(search: Record<string, unknown>): IntegrationsSearch {
  const { add, edit } = search;
  return {
    ...(typeof add === 'string' && add !== '' ? { add } : {}),
    ...(typeof edit === 'string' && edit !== '' ? { edit } : {}),
  };
}
