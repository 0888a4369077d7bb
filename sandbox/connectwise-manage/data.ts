import type { SandboxMsp } from '../msp/types.ts';
import type {
  ManageAddition,
  ManageAdjustment,
  ManageAgreement,
  ManageCompany,
  ManageCycle,
  ManageProduct,
} from './schema.ts';

/** What a line bills, and whether it does today: told by who planted it, before ConnectWise's words for it. */
export type ManageLineTruth = {
  /** The addition's id; of an adjustment with the prefix `adjustment-`. */
  lineExternalId: string;
  agreementExternalId: string;
  productName: string;
  /** Gross. */
  quantity: number;
  included: number;
  unitPrice: number;
  isBillable: boolean;
  state: 'active' | 'ended' | 'upcoming';
};

/** What ConnectWise Manage serves. Additions and adjustments say which agreement is theirs. */
export type ManageData = {
  companies: ManageCompany[];
  products: ManageProduct[];
  cycles: ManageCycle[];
  agreements: ManageAgreement[];
  additions: ManageAddition[];
  adjustments: ManageAdjustment[];
  /** Additions that an agreement's list has beside its own, by its id, as a parent may have its children's. */
  alsoListed: Record<string, ManageAddition[]>;
  /** What a bundle may ask for, by `resourceType`; the vendor documents none for the children of an agreement. */
  bundles: Record<string, 'additions' | 'adjustments'>;
  /** Whether lists page forward by id; those that do not send no Link header. */
  isForwardOnly: boolean;
  lines: ManageLineTruth[];
};

export const MANAGE = 'connectwise-manage';

/** The rows of ConnectWise Manage; change them and the next request sees it. */
export function manageOf(msp: Pick<SandboxMsp, 'planted'>): ManageData {
  return msp.planted[MANAGE] as ManageData;
}
