import type { Suggestion } from '../../../api/types.ts';
import { formatQuantity, plural } from '../../../ui/format.ts';

/** From here on a suggestion may be accepted together with others, unseen one by one. */
export const SURE = 0.9;

/** What is suggested, in a few words: "NinjaOne: desktop, laptop, 2 units per line". */
export function suggestionWords(
  { action, mapping, effect }: Suggestion,
  nameOf: (integrationId: string) => string,
): string {
  if (action === 'map' && mapping !== null) {
    const where = mapping.integrationId === null ? '' : `${nameOf(mapping.integrationId)}: `;
    const units =
      mapping.unitsPerLine === 1 ? '' : `, ${formatQuantity(mapping.unitsPerLine)} units per line`;
    return `${where}${mapping.filterText}${units}`;
  }
  if (action === 'ignore') {
    return 'Ignore it';
  }
  return action === 'link' ? `Link it: it changes the ${effect ?? 'price'} of another line` : 'No suggestion';
}

/** "92 % sure". Never 100: nobody has looked yet. */
export function confidenceWords(confidence: number): string {
  return `${Math.min(99, Math.round(confidence * 100))} % sure`;
}

/** Those that say what to do. */
export function actionable(suggestions: readonly Suggestion[]): Suggestion[] {
  return suggestions.filter(({ action }) => action !== 'none');
}

/** "Maps 18 lines, ignores 1 line." */
export function effectWords(suggestions: readonly Suggestion[]): string {
  const count = (action: Suggestion['action']): number =>
    suggestions.filter((suggestion) => suggestion.action === action).length;
  const parts = [
    ['Maps', count('map')],
    ['ignores', count('ignore')],
    ['links', count('link')],
  ] as const;
  const said = parts
    .filter(([, lines]) => lines > 0)
    .map(([verb, lines]) => `${verb} ${plural(lines, 'line')}`);
  const text = said.join(', ');
  return text === '' ? 'Changes nothing.' : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}
