export type Choice = { id: string; name: string; detail: string };

/** Ids of SKUs and products are stored in lower case, and compared without it. */
const keyOf = (id: string): string => id.toLowerCase();

export function isPicked(chosen: readonly string[], id: string): boolean {
  return chosen.some((other) => keyOf(other) === keyOf(id));
}

export function togglePick(chosen: readonly string[], id: string): string[] {
  return isPicked(chosen, id) ? chosen.filter((other) => keyOf(other) !== keyOf(id)) : [...chosen, keyOf(id)];
}

/** What is offered, and what was chosen but is not offered here: it counts as none, and can be taken out. */
export function withMissing(offered: readonly Choice[], chosen: readonly string[]): Choice[] {
  const missing = chosen.filter((id) => !offered.some((pick) => keyOf(pick.id) === keyOf(id)));
  return [...offered, ...missing.map((id) => ({ id, name: id, detail: 'none here' }))];
}

/** Those whose name or id contains the text. */
export function matchingPicks(picks: readonly Choice[], text: string): Choice[] {
  const wanted = text.trim().toLowerCase();
  return picks.filter(({ id, name }) => name.toLowerCase().includes(wanted) || keyOf(id).includes(wanted));
}
