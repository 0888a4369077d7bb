import type { QuantitySource } from '../agreement.ts';
import type { DeviceCategory, Metric } from '../inventory.ts';
import type { Measure } from '../measure.ts';

/** An integration as far as lines can be compared with it. */
export type Offer = {
  integrationId: string;
  /** As the workspace calls it. */
  name: string;
  /** Texts that name the vendor in the name of a product: its id and title. */
  vendorNames: readonly string[];
  metrics: readonly Metric[];
  /** Categories that its devices have; none: it does not tell them. */
  deviceCategories: readonly DeviceCategory[];
  knowsAssignedSeats: boolean;
  /** The billing system's own lists of assets and contacts, and not what a tool sees. */
  isPsa: boolean;
};

/** SKUs or products of one integration that have one name. */
export type CatalogueItem = {
  integrationId: string;
  metric: 'licenses' | 'subscriptions';
  ids: readonly string[];
  name: string;
  partNumbers: readonly string[];
  /** How many companies have it. */
  companies: number;
};

/** What a line that was mapped is compared with; measure null: nothing, as a person said. */
export type MappedTo = { measure: Measure | null; measureKey: string | null; unitsPerLine: number };

/** A line of a product, in effect and no adjustment. */
export type ProductLine = {
  lineItemId: string;
  organizationId: string | null;
  quantity: number;
  minimum: number | null;
  state: 'unmapped' | 'mapped' | 'ignored';
  mapping: MappedTo | null;
};

/** Lines that sell the same, by product, name and quantity source. */
export type Product = {
  key: string;
  name: string;
  /** Where all its lines have the same one. */
  description: string | null;
  quantitySource: QuantitySource;
  isOneTime: boolean;
  lines: readonly ProductLine[];
};

/** An organization's quantity of a product beside its count of a measure. */
export type Observation = { billed: number; counted: number; minimum: number };

/** A statement about the data that speaks for a suggestion, with the numbers it rests on. */
export type Reason =
  | { kind: 'mapped_elsewhere'; clients: number; of: number }
  | { kind: 'mapped_elsewhere_alike'; clients: number; of: number }
  | { kind: 'similar_product'; productName: string; clients: number; of: number }
  | { kind: 'fit'; clients: number; of: number; unitsPerLine: number }
  | { kind: 'name_says'; words: readonly string[]; where: 'name' | 'description' }
  | { kind: 'name_names_vendor'; integrationName: string }
  | { kind: 'name_says_units'; unitsPerLine: number }
  | { kind: 'names_sku'; itemName: string; words: readonly string[] }
  | { kind: 'names_part'; partNumber: string }
  | { kind: 'psa_counts'; quantitySource: QuantitySource }
  | { kind: 'no_company'; integrationName: string }
  | { kind: 'one_time' }
  | { kind: 'says_not_counted'; words: readonly string[]; what: string }
  | { kind: 'ignored_elsewhere'; clients: number; of: number }
  | { kind: 'nothing_fits'; clients: number; explained: number }
  | { kind: 'always_the_same'; quantity: number; clients: number };

/** One way to map a line. Confidence: 0 to 1. */
export type Candidate = {
  measure: Measure;
  measureKey: string;
  unitsPerLine: number;
  confidence: number;
  reasons: readonly Reason[];
};

/** What to do with the lines of a product; candidates best first. `none`: there is nothing to propose. */
export type ProductSuggestion = {
  action: 'map' | 'ignore' | 'none';
  confidence: number;
  reasons: readonly Reason[];
  candidates: readonly Candidate[];
};
