import {
  BUSINESS_BASIC,
  BUSINESS_PREMIUM,
  BUSINESS_STANDARD,
  EXCHANGE_PLAN_1,
  M365_E3,
  POWER_BI_PRO,
  type Sku,
} from '../msp/skus.ts';

/** Something sold by Partner Center; `id` is what does not depend on term and price: `productId:skuId`, or a legacy offer. */
export type Offer = { id: string; name: string };

/** Product ids have the form of that of Business Basic, which is in Microsoft's samples; the others are invented. */
const OFFERS = new Map<Sku, Offer>([
  [BUSINESS_BASIC, { id: 'CFQ7TTC0LH18:0001', name: BUSINESS_BASIC.name }],
  [BUSINESS_PREMIUM, { id: 'CFQ7TTC0SB01:0002', name: BUSINESS_PREMIUM.name }],
  [BUSINESS_STANDARD, { id: 'CFQ7TTC0SB02:0001', name: BUSINESS_STANDARD.name }],
  [M365_E3, { id: 'CFQ7TTC0SB03:0001', name: M365_E3.name }],
  [EXCHANGE_PLAN_1, { id: 'CFQ7TTC0SB04:0001', name: EXCHANGE_PLAN_1.name }],
  [POWER_BI_PRO, { id: 'CFQ7TTC0SB05:0001', name: POWER_BI_PRO.name }],
]);

/** An add-on of the time before new commerce, from Microsoft's samples. */
export const ARCHIVING: Offer = {
  id: '2828BE95-46BA-4F91-B2FD-0BEF192ECF60',
  name: 'Exchange Online Archiving for Exchange Online',
};

/** Metered: it has a quantity of 1 and no seats. From Microsoft's samples. */
export const AZURE: Offer = { id: 'MS-AZR-0145P', name: 'Microsoft Azure' };

/** The offer that brings the SKU; undefined: it is not sold. */
export function offerOf(sku: Sku): Offer | undefined {
  return OFFERS.get(sku);
}
