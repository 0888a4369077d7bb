import type { LineItem } from '../../../api/types.ts';
import { productKey } from '../lines/product-key.ts';

export type UnmappedRow =
  | { kind: 'product'; id: string; line: null; name: string; lines: readonly LineItem[]; isWhole: boolean }
  | { kind: 'line'; id: string; line: LineItem };

/**
 * Lines under their product, one product with all its clients.
 * @param lines by product, as the server sends them.
 * @param hasMore whether more may follow: the last product is then not known to be whole.
 */
export function groupByProduct(lines: readonly LineItem[], hasMore: boolean): UnmappedRow[] {
  const byProduct = [...Map.groupBy(lines, (line) => productKey(line.productName))];
  return byProduct.flatMap(([key, own], index): UnmappedRow[] => {
    const isWhole = !hasMore || index < byProduct.length - 1;
    const name = own[0]?.productName ?? '';
    return [
      { kind: 'product', id: `product:${key}`, line: null, name, lines: own, isWhole },
      ...own.map((line): UnmappedRow => ({ kind: 'line', id: line.id, line })),
    ];
  });
}
