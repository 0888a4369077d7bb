import {
  BUSINESS_BASIC,
  BUSINESS_PREMIUM,
  BUSINESS_STANDARD,
  EXCHANGE_PLAN_1,
  M365_E3,
  POWER_BI_PRO,
  type Sku,
} from '../msp/skus.ts';

/** Something Pax8 sells. The ids are invented; the names are products that Pax8's samples show. */
export type Pax8Product = { id: string; name: string; price: number };

export const ACRONIS: Pax8Product = {
  id: '5a0c1f5e-0d1b-4d7b-8a52-1f6f1a2b3c01',
  name: 'Acronis Cyber Protect Cloud',
  price: 11.5,
};
export const DROPBOX: Pax8Product = {
  id: '5a0c1f5e-0d1b-4d7b-8a52-1f6f1a2b3c02',
  name: 'Dropbox Business Advanced',
  price: 33,
};
/** Bought on top of another subscription. */
export const DEFENDER: Pax8Product = {
  id: '5a0c1f5e-0d1b-4d7b-8a52-1f6f1a2b3c03',
  name: 'Microsoft Defender for Business',
  price: 3,
};
/** Storage, sold in parts of a terabyte. */
export const STORAGE: Pax8Product = {
  id: '5a0c1f5e-0d1b-4d7b-8a52-1f6f1a2b3c04',
  name: 'Acronis Cyber Protect Cloud - Storage (TB)',
  price: 49,
};

const MICROSOFT_PRODUCTS = new Map<Sku, Pax8Product>(
  [BUSINESS_PREMIUM, BUSINESS_STANDARD, BUSINESS_BASIC, M365_E3, EXCHANGE_PLAN_1, POWER_BI_PRO].map(
    (sku, index) => [
      sku,
      { id: `6b1d2e6f-1e2c-4e8c-9b63-2a7a2b3c4d0${index}`, name: sku.name, price: 10 + index },
    ],
  ),
);

/** The product that brings the SKU; undefined: it is not sold, as what Microsoft gives away. */
export function productOf(sku: Sku): Pax8Product | undefined {
  return MICROSOFT_PRODUCTS.get(sku);
}
