/** What a link to the page carries. */
export type RulesSearch = {
  /** The id of the rule that is open, or `new`. */
  open?: string;
};

/** Keeps what the page understands; nonsense is dropped. */
export function validateRulesSearch({ open }: Record<string, unknown>): RulesSearch {
  return typeof open === 'string' && open.trim() !== '' ? { open } : {};
}
