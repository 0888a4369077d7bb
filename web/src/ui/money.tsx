import type { ReactNode } from 'react';
import type { Money as MoneyValue } from '../api/types.ts';
import { formatMoney, formatMoneys } from './format.ts';

type MoneyProps = {
  /** Null: unknown, a dash. Several: one a currency, side by side. */
  value: MoneyValue | readonly MoneyValue[] | null;
  sign?: boolean;
  whole?: boolean;
};

/** An amount in its own currency, in the browser's locale. */
export function Money({ value, ...options }: MoneyProps): ReactNode {
  if (value === null) {
    return <span className="t-dim">—</span>;
  }
  return Array.isArray(value) ? formatMoneys(value, options) : formatMoney(value as MoneyValue, options);
}
