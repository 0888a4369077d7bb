import type { AgreementStatus, BillingCycle, BillingType, QuantitySource } from '../../domain/agreement.ts';
import { type LineItem, type LinkEffect, productKey } from '../../domain/line-item.ts';
import { type Measure, measureOfKey } from '../../domain/measure.ts';
import { Decimal } from '../../domain/money.ts';
import { fromField, fromPlainField, hasEscapes } from '../copy-text.ts';
import { toTolerance } from './workspaces.ts';

/** What is read of a line, of line_item `l`, agreement `a`, company `c` and what people decided: `d`, `m`, `k`. */
const COLUMNS = {
  organization_id: 'c.organization_id',
  measure_key: 'm.measure_key',
  id: 'l.id',
  external_id: 'l.external_id',
  integration_id: 'l.integration_id',
  product_id: 'l.product_id',
  product_name: 'l.product_name',
  quantity: 'l.quantity',
  included_quantity: 'l.included_quantity',
  minimum_quantity: 'l.minimum_quantity',
  unit_price: 'l.unit_price',
  extended_amount: 'l.extended_amount',
  quantity_source: 'l.quantity_source',
  quantity_source_raw: 'l.quantity_source_raw',
  is_heading: 'l.is_heading',
  is_active: 'l.is_active',
  is_gone: 'l.is_gone',
  billing_type: 'l.billing_type',
  billing_cycle: 'l.billing_cycle',
  effective_from: 'l.effective_from',
  effective_to: 'l.effective_to',
  agreement_id: 'a.id',
  agreement_status: 'a.status',
  start_date: 'a.start_date',
  end_date: 'a.end_date',
  cancelled_date: 'a.cancelled_date',
  agreement_cycle: 'a.billing_cycle',
  currency: 'coalesce(a.currency, w.currency)',
  agreement_is_gone: 'a.is_gone',
  is_deleted: 'd.deleted_at IS NOT NULL',
  is_ignored: 'd.ignored_at IS NOT NULL',
  ignore_reason: 'd.ignore_reason',
  parent_line_item_id: 'd.parent_line_item_id',
  link_effect: 'd.link_effect',
  share_group: 'd.share_group',
  is_separate: 'd.is_separate',
  takes_rest: 'd.takes_rest',
  accepted_variance: 'k.variance',
  accepted_until: 'k.until',
  has_mapping: 'm.line_item_id IS NOT NULL',
  units_per_line: 'm.units_per_line',
  mapping_minimum: 'm.minimum',
  tolerance_units: 'm.tolerance_units',
  tolerance_percent: 'm.tolerance_percent',
} as const;

type ColumnName = keyof typeof COLUMNS;
type Column = { name: ColumnName; sql: string };

/** The texts of a line's columns; null for SQL's null. */
export type LineText = Record<ColumnName, string | null>;

export const LINE_COLUMNS: readonly Column[] = Object.entries(COLUMNS).map(([name, sql]) => ({
  name: name as ColumnName,
  sql,
}));

/** The first of them: all that tells what is to be counted. */
export const MEASURE_COLUMNS = LINE_COLUMNS.slice(0, 2);

/** @param text a line of COPY output with at least these columns; @returns those columns alone */
export function toLineText(text: string, columns: readonly Column[]): LineText {
  const fields = text.split('\t', columns.length);
  const read = hasEscapes(text) ? fromField : fromPlainField;
  const line: Partial<LineText> = {};
  for (let at = 0; at < columns.length; at += 1) {
    const column = columns[at];
    if (column !== undefined) line[column.name] = read(fields[at] ?? '');
  }
  return line as LineText;
}

/** Reads lines. Equal numbers and measures are made once: most lines have theirs in common with others. */
export class LineReader {
  readonly #decimals = new Map<string, Decimal>();
  readonly #measures = new Map<string, { measure: Measure; measureKey: string }>();

  read(text: LineText): LineItem {
    return {
      id: text.id ?? '',
      externalId: text.external_id ?? '',
      psaIntegrationId: text.integration_id ?? '',
      organizationId: text.organization_id,
      agreement: {
        id: text.agreement_id ?? '',
        status: text.agreement_status as AgreementStatus,
        startDate: text.start_date,
        endDate: text.end_date,
        cancelledDate: text.cancelled_date,
        billingCycle: text.agreement_cycle as BillingCycle,
        currency: text.currency ?? '',
        isGone: isTrue(text.agreement_is_gone),
      },
      productKey: productKey(text.product_id, text.product_name ?? ''),
      productName: text.product_name ?? '',
      quantity: this.#number(text.quantity),
      includedQuantity: this.#number(text.included_quantity),
      minimumQuantity: this.#orNull(text.minimum_quantity),
      unitPrice: this.#number(text.unit_price),
      extendedAmount: this.#orNull(text.extended_amount),
      quantitySource: text.quantity_source as QuantitySource,
      quantitySourceRaw: text.quantity_source_raw,
      isHeading: isTrue(text.is_heading),
      isActive: isTrue(text.is_active),
      isGone: isTrue(text.is_gone),
      billingType: text.billing_type as BillingType,
      billingCycle: text.billing_cycle as BillingCycle | null,
      effectiveFrom: text.effective_from,
      effectiveTo: text.effective_to,
      decision: this.#decision(text),
      mapping: isTrue(text.has_mapping) ? this.#mapping(text) : null,
    };
  }

  #decision(text: LineText): LineItem['decision'] {
    const { parent_line_item_id: parentLineItemId, link_effect: effect, accepted_variance: variance } = text;
    return {
      isDeleted: isTrue(text.is_deleted),
      ignored: isTrue(text.is_ignored) ? { reason: text.ignore_reason } : null,
      link:
        parentLineItemId === null || effect === null
          ? null
          : { parentLineItemId, effect: effect as LinkEffect },
      sharing: {
        group: text.share_group,
        isSeparate: isTrue(text.is_separate),
        takesRest: isTrue(text.takes_rest),
      },
      acceptance: variance === null ? null : { variance: this.#number(variance), until: text.accepted_until },
    };
  }

  #mapping(text: LineText): LineItem['mapping'] {
    return {
      ...this.#measure(text.measure_key),
      unitsPerLine: this.#number(text.units_per_line),
      minimum: this.#orNull(text.mapping_minimum),
      tolerance: toTolerance(text.tolerance_units, text.tolerance_percent),
    };
  }

  #measure(key: string | null): { measure: Measure | null; measureKey: string | null } {
    if (key === null) {
      return { measure: null, measureKey: null };
    }
    const known = this.#measures.get(key) ?? { measure: measureOfKey(key), measureKey: key };
    this.#measures.set(known.measureKey, known);
    return known;
  }

  #orNull(text: string | null): Decimal | null {
    return text === null ? null : this.#number(text);
  }

  /** @throws where the text is no number: the column may not be null */
  #number(text: string | null): Decimal {
    const decimal = this.#decimals.get(text ?? '') ?? new Decimal(text ?? '');
    this.#decimals.set(text ?? '', decimal);
    return decimal;
  }
}

function isTrue(text: string | null): boolean {
  return text === 't';
}
