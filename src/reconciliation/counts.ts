import type { PoolClient } from 'pg';
import { toField } from '../database/copy-text.ts';
import { streamRecords } from '../database/queries/record-stream.ts';
import { addRecord, type Kind, type Subtotal, Tally, totalOf } from '../domain/counting/tally.ts';
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
  readonly #totals = new Map<string, Map<string, Decimal>>();

  constructor(client: PoolClient, workspaceId: string, sources: Sources) {
    this.#client = client;
    this.#workspaceId = workspaceId;
    this.#sources = sources;
  }

  /** @throws Error where it was not counted: that is no count of 0 */
  get(organizationId: string, measureKey: string): Decimal {
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
    const subtotals = this.#begin(wanted, tally, measures);
    const companies = new Map(
      [...subtotals].flatMap(([organizationId, ofOrganization]) =>
        companiesOf(this.#sources, organizationId, integrationId).map(
          ({ externalId }) => [externalId, [...ofOrganization.values()]] as const,
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
    for (const [organizationId, ofOrganization] of subtotals) {
      const totals = this.#totals.get(organizationId) ?? new Map<string, Decimal>();
      this.#totals.set(organizationId, totals);
      for (const [key, subtotal] of ofOrganization) totals.set(key, totalOf(subtotal));
    }
  }

  #begin(
    wanted: readonly Wanted[],
    tally: Tally,
    measures: ReadonlyMap<string, Measure>,
  ): Map<string, Map<string, Subtotal>> {
    const subtotals = new Map<string, Map<string, Subtotal>>();
    for (const { organizationId, measureKey, measure } of wanted) {
      const ofOrganization = subtotals.get(organizationId) ?? new Map<string, Subtotal>();
      subtotals.set(organizationId, ofOrganization);
      ofOrganization.set(measureKey, tally.begin(measures.get(measureKey) ?? measure));
    }
    return subtotals;
  }
}

/** Adds each record of a stream to its company's subtotals; kinds of records are made once. */
class RecordAdder {
  readonly #fields: RecordFields;
  readonly #tally: Tally;
  readonly #companies = new ByteTable<readonly Subtotal[]>();
  readonly #kinds = new ByteTable<Kind>();

  constructor(fields: RecordFields, tally: Tally, companies: ReadonlyMap<string, readonly Subtotal[]>) {
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
    for (let start = 0; start < lines.length; ) {
      scanFields(lines, start, 1, scanned);
      const subtotals = this.#companies.get(lines, start, scanned.end, scanned.hash);
      const kindStart = scanned.end + 1;
      scanFields(lines, kindStart, kindColumns, scanned);
      const { end: kindEnd, hash } = scanned;
      const end = hasOwn ? lines.indexOf(NEWLINE, kindEnd) : kindEnd;
      if (subtotals !== undefined) {
        const kind = this.#kindAt(lines, kindStart, kindEnd, hash);
        const complete = () =>
          this.#fields.complete(kind.record, valuesOf(lines.toString('utf8', kindEnd + 1, end)));
        addRecord(kind, complete, subtotals);
      }
      start = end + 1;
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
