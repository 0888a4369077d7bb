import type { PoolClient } from 'pg';
import { toField } from '../database/copy-text.ts';
import { streamRecords } from '../database/queries/record-stream.ts';
import {
  addRecord,
  type Kind,
  type Subtotals,
  Tally,
  type Total,
  totalOf,
  totalsOf,
  totalTextOf,
} from '../domain/counting/tally.ts';
import type { LineItem } from '../domain/line-item.ts';
import type { Measure } from '../domain/measure.ts';
import type { Decimal } from '../domain/money.ts';
import { ByteTable, scanFields } from './byte-table.ts';
import { fieldsFor, type RecordFields, valuesOf } from './record-fields.ts';
import { asOfOf, companiesOf, type Sources } from './sources.ts';

const NEWLINE = 0x0a;

/** A measure an organization is to be counted by. */
export type Wanted = { organizationId: string; measureKey: string; measure: Measure };

/** What lines are compared with. */
export function* wantedBy(lines: readonly LineItem[]): Generator<Wanted> {
  for (const { organizationId, mapping } of lines) {
    const { measure = null, measureKey = null } = mapping ?? {};
    if (organizationId !== null && measure !== null && measureKey !== null) {
      yield { organizationId, measureKey, measure };
    }
  }
}

/** The totals of measures, by organization, as far as they were counted. */
export class Counts {
  readonly #client: PoolClient;
  readonly #workspaceId: string;
  readonly #sources: Sources;
  readonly #totals = new Map<string, Map<string, Total>>();

  constructor(client: PoolClient, workspaceId: string, sources: Sources) {
    this.#client = client;
    this.#workspaceId = workspaceId;
    this.#sources = sources;
  }

  /** @throws Error where it was not counted: that is no count of 0 */
  get(organizationId: string, measureKey: string): Decimal {
    return totalOf(this.#of(organizationId, measureKey));
  }

  /** The same as a text, equal for equal counts. */
  textOf(organizationId: string, measureKey: string): string {
    return totalTextOf(this.#of(organizationId, measureKey));
  }

  #of(organizationId: string, measureKey: string): Total {
    const total = this.#totals.get(organizationId)?.get(measureKey);
    if (total === undefined) throw new Error(`${measureKey} was not counted for ${organizationId}`);
    return total;
  }

  /** Counts measures. @param scope whether the organizations are all of the workspace's */
  async add(wanted: Iterable<Wanted>, scope: 'all' | 'some'): Promise<void> {
    const bySource = Map.groupBy(wanted, ({ measure }) => `${measure.metric}\n${measure.integrationId}`);
    for (const ofSource of bySource.values()) await this.#count(ofSource, scope);
  }

  async #count(wanted: readonly Wanted[], scope: 'all' | 'some'): Promise<void> {
    const [first] = wanted;
    if (first === undefined) return;
    const { integrationId, metric } = first.measure;
    const measures = new Map(wanted.map(({ measureKey, measure }) => [measureKey, measure]));
    const asOf = asOfOf(this.#sources, integrationId);
    const tally = new Tally([...measures.values()], asOf);
    const fields = fieldsFor(metric, [...measures.values()], asOf);
    const wantedOf = keysByOrganization(wanted);
    const subtotals = new Map(
      [...wantedOf].map(([organizationId, keys]) => [
        organizationId,
        tally.begin([...keys].map((key) => measures.get(key) ?? first.measure)),
      ]),
    );
    const companies = new Map(
      [...subtotals].flatMap(([organizationId, ofOrganization]) =>
        companiesOf(this.#sources, organizationId, integrationId).map(
          ({ externalId }) => [externalId, ofOrganization] as const,
        ),
      ),
    );
    const stream = {
      workspaceId: this.#workspaceId,
      integrationId,
      metric,
      columns: fields.columns,
      companies: scope === 'all' ? ('all' as const) : [...companies.keys()],
    };
    const adder = new RecordAdder(fields, tally, companies);
    for await (const lines of streamRecords(this.#client, stream)) adder.add(lines);
    for (const [organizationId, keys] of wantedOf) {
      const totals = this.#totals.get(organizationId) ?? new Map<string, Total>();
      this.#totals.set(organizationId, totals);
      const reached = totalsOf(subtotals.get(organizationId) ?? tally.begin([]));
      for (const [index, key] of [...keys].entries()) {
        const total = reached[index];
        if (total !== undefined) totals.set(key, total);
      }
    }
  }
}

function keysByOrganization(wanted: readonly Wanted[]): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { organizationId, measureKey } of wanted) {
    const ofOrganization = keys.get(organizationId);
    if (ofOrganization === undefined) keys.set(organizationId, new Set([measureKey]));
    else ofOrganization.add(measureKey);
  }
  return keys;
}

/** Adds each record of a stream to its company's subtotals; kinds of records are made once. */
class RecordAdder {
  readonly #fields: RecordFields;
  readonly #tally: Tally;
  readonly #companies = new ByteTable<Subtotals>();
  readonly #kinds = new ByteTable<Kind>();

  constructor(fields: RecordFields, tally: Tally, companies: ReadonlyMap<string, Subtotals>) {
    this.#fields = fields;
    this.#tally = tally;
    for (const [externalId, subtotals] of companies) {
      const bytes = Buffer.from(toField(externalId));
      const scanned = { end: 0, hash: 0 };
      scanFields(bytes, 0, 1, scanned);
      this.#companies.add(bytes, scanned.hash, subtotals);
    }
  }

  /** @param lines whole lines: the company's id, then the columns of the fields */
  add(lines: Buffer): void {
    const { columns, kindColumns } = this.#fields;
    const hasOwn = columns.length > kindColumns;
    const scanned = { end: 0, hash: 0 };
    // One function for all lines: what it reads is where the line stands that is being added.
    let [record, ownStart, end]: [Kind['record'] | null, number, number] = [null, 0, 0];
    const complete = (): Kind['record'] =>
      this.#fields.complete(record as Kind['record'], valuesOf(lines.toString('utf8', ownStart, end)));
    for (let start = 0; start < lines.length; start = end + 1) {
      scanFields(lines, start, 1, scanned);
      const subtotals = this.#companies.get(lines, start, scanned.end, scanned.hash);
      const kindStart = scanned.end + 1;
      scanFields(lines, kindStart, kindColumns, scanned);
      const { end: kindEnd, hash } = scanned;
      end = hasOwn ? lines.indexOf(NEWLINE, kindEnd) : kindEnd;
      if (subtotals === undefined) continue;
      const kind = this.#kindAt(lines, kindStart, kindEnd, hash);
      record = kind.record;
      ownStart = kindEnd + 1;
      addRecord(kind, complete, subtotals);
    }
  }

  #kindAt(lines: Buffer, start: number, end: number, hash: number): Kind {
    const known = this.#kinds.get(lines, start, end, hash);
    if (known !== undefined) return known;
    const bytes = Buffer.from(lines.subarray(start, end));
    const kind = this.#tally.kindOf(this.#fields.toKind(valuesOf(bytes.toString())));
    this.#kinds.add(bytes, hash, kind);
    return kind;
  }
}
