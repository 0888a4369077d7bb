import { measureKey } from '../../src/domain/measure.ts';
import { createSurroundings } from '../../src/domain/suggest/candidates.ts';
import { findSimilar, fitProduct, prepareProduct, rank } from '../../src/domain/suggest/products.ts';
import { suggestFor } from '../../src/domain/suggest/suggest.ts';
import type { ProductSuggestion } from '../../src/domain/suggest/types.ts';
import type { GeneratedMsp, TrueProduct } from './create-msp.ts';

/** What became of the suggestions for one product of a made-up MSP, line by line. */
export type Judged = {
  name: string;
  quantitySource: string;
  isMappable: boolean;
  lines: number;
  /** Lines whose first suggestion is right, and lines with a confidence of 0.9 or more. */
  right: number;
  sure: number;
  sureAndRight: number;
  said: string;
  truth: string;
};

/** Suggests for every line of an MSP of which nothing is mapped yet. */
export function judgeMsp(msp: GeneratedMsp): Judged[] {
  const surroundings = createSurroundings(msp.offers, msp.items);
  const prepared = msp.products.map(({ product }) => prepareProduct(product, surroundings));
  const similar = findSimilar(prepared);
  return msp.products.map((trueProduct, at) => {
    const one = prepared[at];
    if (one === undefined) throw new Error('a product was not prepared');
    const measures = new Map(one.candidates.map(({ key, measure }) => [key, measure]));
    const fits = fitProduct(one, (organizationId, key) => {
      const measure = measures.get(key);
      return measure === undefined ? null : msp.count(organizationId, measure);
    });
    const ranked = rank(one, fits, similar(one));
    return judge(msp, trueProduct, (linked) => suggestFor(ranked, linked, (id) => id));
  });
}

function judge(
  msp: GeneratedMsp,
  { product, truth }: TrueProduct,
  suggest: (linked: ReadonlySet<string>) => ProductSuggestion,
): Judged {
  const judged = { right: 0, sure: 0, sureAndRight: 0, said: '' };
  for (const { organizationId } of product.lines) {
    const linked = msp.linked(organizationId ?? '');
    const suggestion = suggest(linked);
    const isRight = isSame(msp, product, suggestion, truth);
    const isSure = suggestion.confidence >= 0.9;
    judged.right += Number(isRight);
    judged.sure += Number(isSure);
    judged.sureAndRight += Number(isSure && isRight);
    if (judged.said === '' || !isRight) judged.said = describe(suggestion);
  }
  const { name, quantitySource, lines } = product;
  const truthText = truth === null ? 'not counted' : `${measureKey(truth.measure)} × ${truth.unitsPerLine}`;
  return {
    name,
    quantitySource,
    isMappable: truth !== null,
    lines: lines.length,
    ...judged,
    truth: truthText,
  };
}

function describe({ action, confidence, candidates: [best] }: ProductSuggestion): string {
  return action === 'map' && best !== undefined
    ? `${best.measureKey} × ${best.unitsPerLine} (${confidence})`
    : `${action} (${confidence})`;
}

/** The same measure and units, or one that counts the same at every client that has the product: no data tell those apart. */
function isSame(
  { count }: GeneratedMsp,
  { lines }: TrueProduct['product'],
  { action, candidates: [best] }: ProductSuggestion,
  truth: TrueProduct['truth'],
): boolean {
  if (truth === null) return action !== 'map';
  if (action !== 'map' || best === undefined || best.unitsPerLine !== truth.unitsPerLine) return false;
  if (best.measureKey === measureKey(truth.measure)) return true;
  return lines.every(
    ({ organizationId }) =>
      organizationId !== null && count(organizationId, best.measure) === count(organizationId, truth.measure),
  );
}
