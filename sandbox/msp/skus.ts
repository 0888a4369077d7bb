/** Ids, part numbers and names are Microsoft's ("Product names and service plan identifiers for licensing"). */
export type Sku = { id: string; partNumber: string; name: string; isFree: boolean };

export const BUSINESS_PREMIUM: Sku = {
  id: 'cbdc14ab-d96c-4c30-b9f4-6ada7cdc1d46',
  partNumber: 'SPB',
  name: 'Microsoft 365 Business Premium',
  isFree: false,
};
export const BUSINESS_STANDARD: Sku = {
  id: 'f245ecc8-75af-4f8e-b61f-27d8114de5f3',
  partNumber: 'O365_BUSINESS_PREMIUM',
  name: 'Microsoft 365 Business Standard',
  isFree: false,
};
export const BUSINESS_BASIC: Sku = {
  id: '3b555118-da6a-4418-894f-7df1e2096870',
  partNumber: 'O365_BUSINESS_ESSENTIALS',
  name: 'Microsoft 365 Business Basic',
  isFree: false,
};
export const M365_E3: Sku = {
  id: '05e9a617-0261-4cee-bb44-138d3ef5d965',
  partNumber: 'SPE_E3',
  name: 'Microsoft 365 E3',
  isFree: false,
};
export const EXCHANGE_PLAN_1: Sku = {
  id: '4b9405b0-7788-4568-add1-99614e613b69',
  partNumber: 'EXCHANGESTANDARD',
  name: 'Exchange Online (Plan 1)',
  isFree: false,
};
export const POWER_BI_PRO: Sku = {
  id: 'f8a1db68-be16-40ed-86d5-cb42ce701560',
  partNumber: 'POWER_BI_PRO',
  name: 'Power BI Pro',
  isFree: false,
};
export const POWER_AUTOMATE_FREE: Sku = {
  id: 'f30db892-07e9-47e9-837c-80727f46fd3d',
  partNumber: 'FLOW_FREE',
  name: 'Microsoft Power Automate Free',
  isFree: true,
};
