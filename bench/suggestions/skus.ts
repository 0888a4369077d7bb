import type { Style } from './services.ts';

/** SKUs that clients hold, with the names an MSP gives them by its style. */
export type Sku = { id: string; name: string; part: string; names: Record<Style, string> };

function sku(id: string, name: string, part: string, short: string, nick: string): Sku {
  return {
    id,
    name,
    part,
    names: {
      plain: name,
      coded: `${part} ${name}`,
      wordy: `${name} licence, monthly commitment`,
      clipped: short,
      branded: `Cloud seat - ${nick}`,
      loud: name.toUpperCase(),
    },
  };
}

export const SKUS: Sku[] = [
  sku('s-bp', 'Microsoft 365 Business Premium', 'SPB', 'M365 Bus Prem', 'Business Premium'),
  sku(
    's-bs',
    'Microsoft 365 Business Standard',
    'O365_BUSINESS_PREMIUM',
    'M365 Bus Std',
    'Business Standard',
  ),
  sku('s-bb', 'Microsoft 365 Business Basic', 'O365_BUSINESS_ESSENTIALS', 'M365 Bus Basic', 'Business Basic'),
  sku('s-e3', 'Microsoft 365 E3', 'SPE_E3', 'M365 E3', 'E3'),
  sku('s-e5', 'Microsoft 365 E5', 'SPE_E5', 'M365 E5', 'E5'),
  sku('s-f3', 'Microsoft 365 F3', 'SPE_F1', 'M365 F3', 'Frontline F3'),
  sku('s-oe3', 'Office 365 E3', 'ENTERPRISEPACK', 'O365 E3', 'Office E3'),
  sku('s-oe1', 'Office 365 E1', 'STANDARDPACK', 'O365 E1', 'Office E1'),
  sku('s-x1', 'Exchange Online (Plan 1)', 'EXCHANGESTANDARD', 'EXO P1', 'Exchange Plan 1'),
  sku('s-x2', 'Exchange Online (Plan 2)', 'EXCHANGEENTERPRISE', 'EXO P2', 'Exchange Plan 2'),
  sku('s-id1', 'Microsoft Entra ID P1', 'AAD_PREMIUM', 'Entra P1', 'Entra P1'),
  sku('s-vis', 'Visio Plan 2', 'VISIOCLIENT', 'Visio P2', 'Visio'),
  sku('s-pro', 'Project Plan 3', 'PROJECTPROFESSIONAL', 'Project P3', 'Project Plan 3'),
  sku('s-pbi', 'Power BI Pro', 'POWER_BI_PRO', 'PBI Pro', 'Power BI'),
  sku(
    's-def',
    'Microsoft Defender for Office 365 (Plan 1)',
    'ATP_ENTERPRISE',
    'MDO P1',
    'Defender for Office',
  ),
];

export const PRODUCTS: Sku[] = [
  sku('p-acb', 'Acronis Cyber Protect Cloud', 'ACPC', 'Acronis Cyber', 'Acronis'),
  sku('p-dbx', 'Dropbox Business Advanced', 'DBX-ADV', 'Dropbox Adv', 'Dropbox'),
  sku('p-adb', 'Adobe Acrobat Pro', 'ACRO-PRO', 'Acrobat Pro', 'Acrobat Pro'),
  sku('p-acc', 'Adobe Creative Cloud All Apps', 'CC-ALL', 'Adobe CC All Apps', 'Creative Cloud'),
  sku('p-knb', 'KnowBe4 Security Awareness Gold', 'KB4-GOLD', 'KnowBe4 Gold', 'KnowBe4'),
  sku('p-kn1', 'Keeper Business Password Manager', 'KPR-BUS', 'Keeper Bus', 'Keeper'),
  sku('p-bit', 'Bitwarden Teams', 'BW-TEAMS', 'Bitwarden Teams', 'Bitwarden'),
  sku('p-pro', 'Proofpoint Essentials Advanced', 'PPE-ADV', 'Proofpoint Adv', 'Proofpoint Advanced'),
];
