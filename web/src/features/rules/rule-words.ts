import type { Rule, RuleImport, RulePreview } from '../../api/types.ts';
import { formatQuantity, plural } from '../../ui/format.ts';

/** What a rule is for: the product's name, or the pattern. */
export function ruleName({ productName, productKey, namePattern }: Rule): string {
  return namePattern ?? (productName === null || productName === '' ? (productKey ?? '') : productName);
}

/** "laptop, desktop, 2 units per line"; what is compared with nothing says so. */
export function measureWords({ integrationId, filterText, unitsPerLine }: Rule['mapping']): string {
  if (integrationId === null) {
    return 'Not compared';
  }
  return unitsPerLine === 1 ? filterText : `${filterText}, ${formatQuantity(unitsPerLine)} units per line`;
}

const NAMES_SHOWN = 2;

/** "All", or the first names and how many more. @param nameOf an organization's name, undefined while it is not known */
export function organizationWords(
  organizationIds: readonly string[] | null,
  nameOf: (id: string) => string | undefined,
): string {
  if (organizationIds === null) {
    return 'All';
  }
  const names = organizationIds.flatMap((id) => nameOf(id) ?? []).toSorted((a, b) => a.localeCompare(b));
  if (names.length === 0) {
    return plural(organizationIds.length, 'organization');
  }
  const more = organizationIds.length - Math.min(NAMES_SHOWN, names.length);
  return names.slice(0, NAMES_SHOWN).join(', ') + (more > 0 ? ` and ${formatQuantity(more)} more` : '');
}

/** The preview's own sentence, as one: "Maps 214 lines of 96 organizations; 11 new discrepancies, …". */
export function previewSentence({
  text,
  lines,
  unmapped,
}: Pick<RulePreview, 'text' | 'lines' | 'unmapped'>): string {
  if (lines + unmapped === 0) {
    return 'Changes no line now; lines to come are mapped as they arrive.';
  }
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}.`;
}

/** "Makes 2 rules, changes 1, leaves 3 as they are." */
export function importWords({ created, changed, unchanged }: RuleImport): string {
  if (created + changed + unchanged === 0) {
    return 'There is no rule in this file.';
  }
  if (created + changed === 0) {
    return `Changes nothing: ${unchanged === 1 ? 'its one rule is' : `all its ${formatQuantity(unchanged)} rules are`} here already.`;
  }
  const parts = [
    created === 0 ? '' : `makes ${plural(created, 'rule')}`,
    changed === 0 ? '' : `changes ${plural(changed, 'rule')}`,
    unchanged === 0 ? '' : `leaves ${formatQuantity(unchanged)} as ${unchanged === 1 ? 'it is' : 'they are'}`,
  ].filter((part) => part !== '');
  const words = parts.join(', ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}. Rules that are not in the file stay.`;
}

/** A refused part of a file in words: which rule, by its place and what it is for. @param content the file */
export function rowErrorWords(
  { path, message }: { path: string; message: string },
  content: unknown,
): string {
  const found = /(?:^|\.)rules\.(\d+)(?:\.(.+))?$/.exec(path);
  if (found === null) {
    return path === '' ? message : `${path}: ${message}`;
  }
  const at = Number(found[1]);
  const name = nameInFile(content, at);
  const field = found[2] === undefined ? '' : `${found[2]}: `;
  return `Rule ${at + 1}${name === '' ? '' : ` (${name})`}: ${field}${message}`;
}

function nameInFile(content: unknown, at: number): string {
  const rules = (content as { rules?: unknown } | null)?.rules;
  const rule = Array.isArray(rules) ? (rules[at] as Record<string, unknown> | null) : null;
  const name = rule?.namePattern ?? rule?.product ?? rule?.productKey;
  return typeof name === 'string' ? name : '';
}
