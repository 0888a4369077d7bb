import type { QuantitySource } from '../../src/domain/agreement.ts';
import type { Metric } from '../../src/domain/inventory.ts';
import type { FilterOf } from '../../src/domain/measure.ts';
import type { HaloClient, HaloRecurringInvoice } from '../halopsa/schema.ts';
import type { MicrosoftTenant } from '../microsoft-365/tenant.ts';
import type { NinjaDevice, NinjaOrganization } from '../ninjaone/schema.ts';
import type { DraftInvoice } from './layout-types.ts';
import type { PlantedClient } from './model.ts';

/** What a line ought to be compared with; null where nobody should map it. */
export type Intended = {
  [M in 'devices' | 'users' | 'licenses']: {
    vendor: M extends 'devices' ? 'ninjaone' : 'microsoft-365';
    metric: M;
    filter: FilterOf[M];
    unitsPerLine: number;
  };
}['devices' | 'users' | 'licenses'];

/** The truth about one line item, by the rules of domain.md sections 3 to 6. */
export type Expectation = {
  psaLineExternalId: string;
  agreementExternalId: string;
  psaCompanyExternalId: string;
  organizationName: string;
  productName: string;
  mode: QuantitySource;
  /** `active` lines alone carry money and are compared. */
  state: 'active' | 'ended' | 'upcoming' | 'unmappable';
  intended: Intended | null;
  /** `leave`: left unmapped in the demo, also where there is an intended mapping. */
  intendedAction: 'map' | 'ignore' | 'leave' | 'link';
  /** The parent line's external id, for `link`. */
  linkTo?: string;
  /** What the link lowers, for `link`. */
  linkEffect?: 'price' | 'quantity';
  /** The organization's true count, or this line's share of it where lines share one; null: unknown. */
  counted: number | null;
  /** Quantity after linked quantity credits, times the units per line. */
  billedUnits: number;
  variance: number | null;
  status: 'matched' | 'under_billed' | 'over_billed' | 'unknown';
  /** Decimal, in the workspace's currency, a month; null: unknown. */
  impact: string | null;
  isInjectedError: boolean;
  unknownReason?: 'no_company' | 'sync_failed';
  /** External ids of the other lines that share this line's count. */
  sharesWith: string[];
};

/** Whose a vendor's company really is. */
export type CompanyTruth = {
  vendor: string;
  externalId: string;
  /** The HaloPSA client's name; null: nobody's client. */
  organizationName: string | null;
  /** Whether the names are equal after normalisation (domain.md section 9), so that it links by itself. */
  exactNameMatch: boolean;
};

/** What a client really has of what one vendor lists, by the rules of domain.md section 3. */
export type CountTruth = {
  vendor: string;
  organizationName: string;
  count: number;
} & { [M in Metric]: { metric: M; filter: FilterOf[M] } }[Metric];

/** What a vendor serves of the planted clients, and what is true about it. */
export type PlantedVendor = {
  /** In the vendor's own shapes. */
  data: unknown;
  companies: CompanyTruth[];
  counts: CountTruth[];
};

/** What a vendor's data are made of. */
export type PlantContext = {
  clients: PlantedClient[];
  /** The agreements with their lines, numbered and billed, before a PSA tells them in its words. */
  invoices: DraftInvoice[];
  /** `YYYY-MM-DD`. */
  today: string;
  seed: number;
};

/**
 * The seeded MSP. The vendors serve its rows as they are at the moment of the request: a test that changes them
 * changes what the vendor answers (the expectations stay those of the seed).
 */
export type SandboxMsp = {
  name: string;
  /** The day the data are made for, `YYYY-MM-DD`. */
  today: string;
  seed: number;
  /** ISO 4217. */
  currency: string;
  halopsa: {
    clients: HaloClient[];
    invoices: HaloRecurringInvoice[];
    /** Invoices whose lines come without their quantity_* arrays in the list. */
    listOmitsQuantities: Set<number>;
  };
  ninjaone: { organizations: NinjaOrganization[]; devices: NinjaDevice[] };
  /** What the other vendors serve, by vendor id; each vendor's folder knows its own shapes. */
  planted: Record<string, unknown>;
  microsoft: { partnerTenantId: string; partnerDomain: string; tenants: MicrosoftTenant[] };
  expectations: Expectation[];
  companyTruth: CompanyTruth[];
  countTruth: CountTruth[];
};
