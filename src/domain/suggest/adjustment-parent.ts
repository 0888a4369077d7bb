import { linkRefusal, proposedEffect } from '../adjustments.ts';
import type { LineItem, LinkEffect } from '../line-item.ts';
import { formatMoney } from '../money.ts';
import { wordsOf } from './read-name.ts';
import { PLAIN_WORDS } from './vocabulary.ts';

/** The line that an adjustment may belong to. */
export type ParentSuggestion = {
  parentLineItemId: string;
  effect: LinkEffect;
  confidence: number;
  reasons: readonly string[];
};

type Weighed = { parent: LineItem; weight: number; reasons: string[] };

const WEIGHT_MIN = 2;
const WEIGHT_MAX = 8;

/**
 * The lines that an unlinked adjustment may belong to, best first: only those that the link would not be refused for.
 * @param others lines in effect of the same organization
 */
export function suggestParents(adjustment: LineItem, others: readonly LineItem[]): ParentSuggestion[] {
  const weighed = others
    .filter((line) => linkRefusal(adjustment, line) === null)
    .map((parent) => weigh(adjustment, parent))
    .filter(({ weight }) => weight >= WEIGHT_MIN)
    .toSorted((a, b) => b.weight - a.weight || (a.parent.id < b.parent.id ? -1 : 1));
  return weighed.slice(0, 5).map((one, at) => {
    const rival = weighed[at === 0 ? 1 : 0]?.weight ?? 0;
    // Two lines that are as likely halve the confidence of both.
    const lead = Math.min(1, 0.5 + 0.25 * Math.max(0, one.weight - rival));
    const confidence = Math.floor(Math.min(0.95, one.weight / WEIGHT_MAX + 0.3) * lead * 100) / 100;
    const { parent } = one;
    return {
      parentLineItemId: parent.id,
      effect: proposedEffect(adjustment, parent),
      confidence,
      reasons: one.reasons,
    };
  });
}

function weigh(adjustment: LineItem, parent: LineItem): Weighed {
  const found: Weighed = { parent, weight: 0, reasons: [] };
  const say = (weight: number, reason: string) => {
    found.weight += weight;
    found.reasons.push(reason);
  };
  if (adjustment.productKey === parent.productKey) say(3, 'both lines are of the same product');
  const price = adjustment.unitPrice;
  if (!parent.unitPrice.isZero() && price.equals(parent.unitPrice.negated())) {
    const { currency } = parent.agreement;
    say(2, `its unit price, ${formatMoney(price, currency)}, is the line’s with the sign turned`);
  }
  const shared = sharedWords(adjustment.productName, parent.productName);
  if (shared.length > 0) say(2, `both names say ${shared.map((word) => `“${word}”`).join(', ')}`);
  if (found.weight > 0 && adjustment.agreement.id === parent.agreement.id) {
    say(1, 'both lines are in one agreement');
  }
  return found;
}

/** The telling words of a parent's name, if the adjustment's name has at least half of them. */
function sharedWords(adjustment: string, parent: string): string[] {
  const own = new Set(wordsOf(adjustment));
  const telling = [...new Set(wordsOf(parent))].filter((word) => !PLAIN_WORDS.has(word));
  const shared = telling.filter((word) => own.has(word));
  return shared.length * 2 >= telling.length ? shared : [];
}
