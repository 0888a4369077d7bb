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

const UNJUDGED = 0;
const PASSES = 1;
const FAILS = 2;

/** What one measure has come to in one place, as far as records were added. */
export type Subtotal = {
  readonly rule: Rule;
  records: number;
  units: Decimal;
  /** Plausible serial numbers met so far, where records of one device count once. */
  serials: Set<string> | null;
};

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

  /** A count that begins at nothing. @param measure one of the tally's */
  begin(measure: Measure): Subtotal {
    const rule = this.#rules.get(measure);
    if (rule === undefined) throw new Error('a subtotal was asked for a measure that is not counted');
    return { rule, records: 0, units: ZERO, serials: rule.mergesDuplicates ? new Set() : null };
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
export function addRecord(kind: Kind, complete: () => InventoryRecord, subtotals: readonly Subtotal[]): void {
  let whole: InventoryRecord | null = null;
  for (const subtotal of subtotals) {
    const { rule } = subtotal;
    if (verdictOf(kind, rule) === FAILS) continue;
    if (rule.readsOwnFields || subtotal.serials !== null) {
      whole ??= complete();
      if (rule.readsOwnFields && rule.judge(whole) !== null) continue;
    }
    count(subtotal, whole ?? kind.record);
  }
}

/** The total of a subtotal, as `countRecords` gives it. */
export function totalOf({ records, units }: Subtotal): Decimal {
  return units.plus(records);
}

function count(subtotal: Subtotal, record: InventoryRecord): void {
  const { measure } = subtotal.rule;
  if (measure.metric === 'licenses' || measure.metric === 'subscriptions') {
    subtotal.units = subtotal.units.plus(quantityOf(measure, record));
  } else if (subtotal.serials === null || isNew(subtotal.serials, record as DeviceRecord)) {
    subtotal.records += 1;
  }
}

function isNew(serials: Set<string>, device: DeviceRecord): boolean {
  const serial = plausibleSerial(device);
  if (serial === null) return true;
  const { size } = serials;
  return serials.add(serial).size > size;
}

function verdictOf({ record, verdicts }: Kind, rule: Rule): number {
  const known = verdicts[rule.at] ?? UNJUDGED;
  if (known !== UNJUDGED) return known;
  const verdict = rule.judgeKind(record) === null ? PASSES : FAILS;
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
