import type { ReactNode } from 'react';
import { formatQuantity } from './format.ts';

/** A number of things; null is unknown and reads as a dash, never 0. */
export function Quantity({ value, sign = false }: { value: number | null; sign?: boolean }): ReactNode {
  return value === null ? <span className="t-dim">—</span> : formatQuantity(value, { sign });
}
