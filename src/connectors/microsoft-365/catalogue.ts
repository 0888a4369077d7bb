import { readFileSync } from 'node:fs';
import path from 'node:path';

/**
 * What the SKUs are called, and which of them nobody pays for: from Microsoft's public list "Product names and service
 * plan identifiers for licensing". Part numbers mislead: O365_BUSINESS_PREMIUM is Business Standard.
 */
const namesBySku = readNames('microsoft-sku-names.csv');
const freeSkus = new Set(readNames('microsoft-free-skus.csv').keys());

/** The name people know the SKU by; null: it is not in the list. */
export function skuName(skuId: string): string | null {
  return namesBySku.get(skuId.toLowerCase()) ?? null;
}

/** Whether the SKU costs nothing (free, viral and self-service trial offers). */
export function isFreeSku(skuId: string): boolean {
  return freeSkus.has(skuId.toLowerCase());
}

/** SKU id (the first column) → name (the last). The files have one record a line, and no quote inside of quotes. */
function readNames(file: string): Map<string, string> {
  const text = readFileSync(path.join(import.meta.dirname, 'data', file), 'utf8');
  const names = new Map<string, string>();
  for (const line of text.split(/\r?\n/).slice(1)) {
    const fields = [...line.matchAll(/"([^"]*)"|([^,]+)/g)].map((match) => match[1] ?? match[2] ?? '');
    const [skuId, name] = [fields[0], fields.at(-1)];
    if (skuId !== undefined && name !== undefined) names.set(skuId.toLowerCase(), name);
  }
  return names;
}
