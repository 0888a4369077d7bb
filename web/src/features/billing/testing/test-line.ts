import type { LineItem } from '../../../api/types.ts';

/** A billable monthly line of ten, for tests; name what matters. */
export function testLine(parts: Partial<LineItem> = {}): LineItem {
  return {
    id: 'line_1',
    externalId: '1',
    agreementId: 'agr_1',
    agreementName: 'Managed Services Agreement',
    integrationId: 'int_psa',
    organizationId: 'org_1',
    organizationName: 'Alder & Finch Dental',
    productName: 'Managed workstation',
    description: null,
    quantity: 10,
    includedQuantity: 0,
    unitPrice: { amount: '45.00', currency: 'USD' },
    monthlyAmount: { amount: '450.00', currency: 'USD' },
    billingType: 'billable',
    billingCycle: 'monthly',
    quantitySource: 'asset_count',
    effectiveFrom: null,
    effectiveTo: null,
    isAdjustment: false,
    state: 'unmapped',
    stateReason: null,
    ignored: null,
    mapping: null,
    linkedTo: null,
    adjustments: [],
    url: null,
    ...parts,
  };
}
