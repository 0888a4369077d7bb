import type { DeviceRecord } from '../inventory.ts';
import type { Measure } from '../measure.ts';
import { type Decimal, ZERO } from '../money.ts';
import { type InventoryRecord, judgeFor, mergesDuplicates, quantityOf } from './count.ts';
import { plausibleSerial } from './devices.ts';
import type { Judge } from './judgement.ts';

/** The fields of a record that hardly any two records have in common. */
const OWN_FIELDS: ReadonlySet<string> = new Set(['deviceName', 'userPrincipalName', 'displayName']);

/** A measure, prepared for counting many records. */
type Rule = {
  at: number;
  measure: Measure;
  judge: Judge<InventoryRecord>;
  /** Judges all but the conditions, where those read own fields; what fails here fails altogether. */
  judgeKind: Judge<InventoryRecord>;
  readsOwnFields: boolean;
  mergesDuplicates: boolean;
};

/** What is true of every record that is equal but for its own fields: judged once for all of them. */
export type Kind = { record: InventoryRecord; verdicts: Uint8Array };

/** A kind's verdicts; 0: not judged yet. */
const FAILS = 1;
/** One record more, whatever its own fields are. */
const COUNTS = 2;
/** Own fields or a quantity decide. */
const PASSES = 3;

/**
 * What measures have come to in one place, as far as records were added. Side by side, not an object each: millions of
 * records each change a few of very many.
 */
export type Subtotals = {
  readonly rules: readonly Rule[];
  /** Where each rule's verdicts stand. */
  readonly at: readonly number[];
  readonly records: number[];
  readonly units: Decimal[];
  /** Plausible serial numbers met so far, where records of one device count once. */
  readonly serials: (Set<string> | null)[];
};

/** What one measure has come to. */
export type Total = { records: number; units: Decimal };

/**
 * Counts measures of one metric while records pass by in any order, and keeps no record: the totals are those of
 * `countRecords`, which keeps them all and says why.
 */
export class Tally {
  readonly #rules: ReadonlyMap<Measure, Rule>;

  /** @param asOf ISO 8601: the time of the source's data */
  constructor(measures: readonly Measure[], asOf: string) {
    this.#rules = new Map(measures.map((measure, at) => [measure, toRule(measure, asOf, at)]));
  }

  /** Counts that begin at nothing. @param measures of the tally's */
  begin(measures: readonly Measure[]): Subtotals {
    const rules = measures.map((measure) => {
      const rule = this.#rules.get(measure);
      if (rule === undefined) throw new Error('subtotals were asked for a measure that is not counted');
      return rule;
    });
    return {
      rules,
      at: rules.map(({ at }) => at),
      records: rules.map(() => 0),
      units: rules.map(() => ZERO),
      serials: rules.map((rule) => (rule.mergesDuplicates ? new Set() : null)),
    };
  }

  /** @param record with the fields that its kind has in common; its own fields are not looked at */
  kindOf(record: InventoryRecord): Kind {
    return { record, verdicts: new Uint8Array(this.#rules.size) };
  }
}

/**
 * Adds a record to every subtotal whose measure counts it.
 * @param complete the record with its own fields; called only where a measure reads them
 */
export function addRecord(kind: Kind, complete: () => InventoryRecord, subtotals: Subtotals): void {
  const { verdicts } = kind;
  const { at, records } = subtotals;
  let whole: InventoryRecord | null = null;
  for (let index = 0; index < at.length; index += 1) {
    const verdict = verdicts[at[index] ?? 0] || judgeKind(kind, subtotals.rules[index]);
    if (verdict === COUNTS) {
      records[index] = (records[index] ?? 0) + 1;
    } else if (verdict === PASSES) {
      whole = addByOwnFields(kind, whole, complete, subtotals, index);
    }
  }
}

/** @param whole the record with its own fields, if one before this needed them; @returns the same, or as it was needed */
function addByOwnFields(
  kind: Kind,
  whole: InventoryRecord | null,
  complete: () => InventoryRecord,
  { rules, records, units, serials }: Subtotals,
  index: number,
): InventoryRecord | null {
  const [rule, met = null] = [rules[index], serials[index]];
  if (rule === undefined) return whole;
  if (hasQuantities(rule.measure)) {
    units[index] = (units[index] ?? ZERO).plus(quantityOf(rule.measure, kind.record));
    return whole;
  }
  const record = whole ?? complete();
  const isCounted = !rule.readsOwnFields || rule.judge(record) === null;
  if (isCounted && (met === null || isNew(met, record as DeviceRecord))) {
    records[index] = (records[index] ?? 0) + 1;
  }
  return record;
}

/** What subtotals have come to, in the order of their measures. */
export function totalsOf({ records, units }: Subtotals): Total[] {
  return records.map((count, index) => ({ records: count, units: units[index] ?? ZERO }));
}

/** A total, as `countRecords` gives it. */
export function totalOf({ records, units }: Total): Decimal {
  return units.plus(records);
}

/** The same in its one plain form. */
export function totalTextOf(total: Total): string {
  return total.units === ZERO ? String(total.records) : totalOf(total).toFixed();
}

function hasQuantities({ metric }: Measure): boolean {
  return metric === 'licenses' || metric === 'subscriptions';
}

function isNew(serials: Set<string>, device: DeviceRecord): boolean {
  const serial = plausibleSerial(device);
  if (serial === null) return true;
  const { size } = serials;
  return serials.add(serial).size > size;
}

function judgeKind({ record, verdicts }: Kind, rule: Rule | undefined): number {
  if (rule === undefined) return FAILS;
  const passes =
    rule.readsOwnFields || rule.mergesDuplicates || hasQuantities(rule.measure) ? PASSES : COUNTS;
  const verdict = rule.judgeKind(record) === null ? passes : FAILS;
  verdicts[rule.at] = verdict;
  return verdict;
}

function toRule(measure: Measure, asOf: string, at: number): Rule {
  const judge = judgeFor(measure, asOf);
  const readsOwn = readsOwnFields(measure);
  return {
    at,
    measure,
    judge,
    judgeKind: readsOwn ? judgeFor(withoutConditions(measure), asOf) : judge,
    readsOwnFields: readsOwn,
    mergesDuplicates: mergesDuplicates(measure),
  };
}

function readsOwnFields({ metric, filter }: Measure): boolean {
  return (
    (metric === 'devices' || metric === 'users') &&
    filter.conditions.some(({ field }) => OWN_FIELDS.has(field))
  );
}

function withoutConditions(measure: Measure): Measure {
  return { ...measure, filter: { ...measure.filter, conditions: [] } } as Measure;
}
