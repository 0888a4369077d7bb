/** What a link to the page carries: a vendor being added, an integration being edited, or one that gets a newer file. */
export type IntegrationsSearch = { add?: string; edit?: string; upload?: string };

/** Keeps what the page understands; nonsense is dropped. */
export function validateIntegrationsSearch(search: Record<string, unknown>): IntegrationsSearch {
  const { add, edit, upload } = search;
  return {
    ...(typeof add === 'string' && add !== '' ? { add } : {}),
    ...(typeof edit === 'string' && edit !== '' ? { edit } : {}),
    ...(typeof upload === 'string' && upload !== '' ? { upload } : {}),
  };
}
