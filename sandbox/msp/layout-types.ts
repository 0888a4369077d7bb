import type { Product } from './catalogue.ts';
import type { PlantedClient } from './model.ts';

/** A line item, while it is being planted. Quantities are gross: free units included. */
export type DraftLine = {
  id: number;
  product: Product;
  name: string;
  description: string | null;
  /** Filled in from the truth for lines that are counted. */
  quantity: number;
  /** Free units, one entry for each of HaloPSA's quantity rows. */
  free: number[];
  minimum: number | null;
  unitPrice: number;
  isHeading: boolean;
  isInactive: boolean;
  isOneTime: boolean;
  startDate: string | null;
  endDate: string | null;
  action: 'map' | 'ignore' | 'leave' | 'link';
  /** The line that this adjustment lowers, and what it lowers of it. */
  parent: DraftLine | null;
  effect: 'price' | 'quantity';
  /** Billed right or wrong on purpose: no other error is injected here. */
  isFixed: boolean;
  isInjectedError: boolean;
};

export type Period = 'monthly' | 'quarterly' | 'half_yearly' | 'yearly';

export type DraftInvoice = {
  id: number;
  client: PlantedClient;
  name: string;
  period: Period;
  startDate: string | null;
  endDate: string | null;
  isDisabled: boolean;
  lines: DraftLine[];
};

export type DraftLineOptions = Partial<Omit<DraftLine, 'product'>>;

/** A line of a product, active, to be mapped where the product can be counted. */
export function draftLine(product: Product, more: DraftLineOptions = {}): DraftLine {
  return {
    id: 0,
    product,
    name: product.name,
    description: null,
    quantity: 0,
    free: [],
    minimum: null,
    unitPrice: product.price,
    isHeading: false,
    isInactive: false,
    isOneTime: false,
    startDate: null,
    endDate: null,
    action: product.intended ? 'map' : 'leave',
    parent: null,
    effect: 'price',
    isFixed: false,
    isInjectedError: false,
    ...more,
  };
}

/** Whether the line, or the agreement around it, has not begun or is over on this day. */
export function lifeOf(
  line: DraftLine,
  invoice: DraftInvoice,
  today: string,
): 'active' | 'ended' | 'upcoming' {
  const isOver = [line.endDate, invoice.endDate].some((day) => day !== null && day < today);
  if (invoice.isDisabled || line.isInactive || isOver) return 'ended';
  const isAhead = [line.startDate, invoice.startDate].some((day) => day !== null && day > today);
  return isAhead ? 'upcoming' : 'active';
}
