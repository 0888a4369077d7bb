import type { PoolClient } from 'pg';
import { type Connector, deliveryOf, metricsOf } from '../connectors/connector.ts';
import { listCatalogue, listPresentCategories } from '../database/queries/catalogue.ts';
import type { Source } from '../database/queries/sources.ts';
import {
  listStoredMappings,
  readMarks,
  streamSuggestionLines,
  type WorkspaceMarks,
} from '../database/queries/suggestion-lines.ts';
import { getWorkspace } from '../database/queries/workspaces.ts';
import type { DeviceCategory } from '../domain/inventory.ts';
import { createSurroundings, type Surroundings } from '../domain/suggest/candidates.ts';
import {
  findSimilar,
  fitProduct,
  type PreparedProduct,
  prepareProduct,
  rank,
} from '../domain/suggest/products.ts';
import { wordsOf } from '../domain/suggest/read-name.ts';
import { type Ranked, suggestFor } from '../domain/suggest/suggest.ts';
import type { Offer, ProductSuggestion } from '../domain/suggest/types.ts';
import { notFound } from '../problem.ts';
import { Counts } from '../reconciliation/counts.ts';
import { loadSourcesFor, type Sources } from '../reconciliation/sources.ts';
import { type CountTable, countForOf, tableFor, wantedFor } from './count-table.ts';
import { Lines } from './lines.ts';

type Fits = ReturnType<typeof fitProduct>;
type Entry = { prepared: PreparedProduct; counts: CountTable; fits: Fits };

/** All that the suggestions of one workspace are made from, at one time. */
export class SuggestionModel {
  readonly #lines: Lines;
  readonly #surroundings: Surroundings;
  readonly #sources: Sources;
  readonly #entries = new Map<string, Entry>();
  #similarTo: ReturnType<typeof findSimilar> = () => null;
  readonly #ranked = new Map<string, Ranked>();
  readonly #suggested = new Map<string, ProductSuggestion>();
  marks: WorkspaceMarks;

  private constructor(lines: Lines, surroundings: Surroundings, sources: Sources, marks: WorkspaceMarks) {
    this.#lines = lines;
    this.#surroundings = surroundings;
    this.#sources = sources;
    this.marks = marks;
  }

  /** Reads and counts everything: some seconds for a large workspace. */
  static async load(
    client: PoolClient,
    connectors: ReadonlyMap<string, Connector>,
    workspaceId: string,
  ): Promise<SuggestionModel> {
    const marks = await readMarks(client, workspaceId);
    const workspace = await getWorkspace(client, workspaceId);
    if (workspace === null) throw notFound('a workspace');
    const sources = await loadSourcesFor(client, workspaceId, 'all', workspace.staleAfterHours, new Date());
    const categories = await listPresentCategories(client, workspaceId);
    const offers = [...sources.byId.values()]
      .filter(({ isRemoved }) => !isRemoved)
      .map((source) => toOffer(source, connectors.get(source.vendor), categories.get(source.id) ?? []));
    const surroundings = createSurroundings(offers, await listCatalogue(client, workspaceId));
    const lines = new Lines();
    for await (const line of streamSuggestionLines(client, workspaceId, null)) lines.put(line);
    lines.putMappings(await listStoredMappings(client, workspaceId));
    const model = new SuggestionModel(lines, surroundings, sources, marks);
    await model.#count(client, workspaceId);
    return model;
  }

  async #count(client: PoolClient, workspaceId: string): Promise<void> {
    const products = this.#lines.keys().flatMap((key) => this.#prepare(key) ?? []);
    const counts = new Counts(client, workspaceId, this.#sources);
    await counts.add(wantedFor(products, this.#sources), 'all');
    for (const prepared of products) {
      const table = tableFor(prepared, counts, this.#sources);
      this.#entries.set(prepared.product.key, {
        prepared,
        counts: table,
        fits: fitProduct(prepared, countForOf(table)),
      });
    }
    this.#forgetRanks();
  }

  #prepare(key: string): PreparedProduct | null {
    const product = this.#lines.product(key);
    return product === null ? null : prepareProduct(product, this.#surroundings);
  }

  /** Takes over what people and rules decided since; nothing is counted anew, so it takes a fraction of a second. */
  async refresh(client: PoolClient, workspaceId: string, marks: WorkspaceMarks): Promise<void> {
    const touched = new Set<string>();
    for await (const line of streamSuggestionLines(client, workspaceId, this.marks.lastRunId)) {
      for (const key of this.#lines.put(line)) touched.add(key);
    }
    if (marks.mappings !== this.marks.mappings || touched.size > 0) {
      for (const key of this.#lines.putMappings(await listStoredMappings(client, workspaceId)))
        touched.add(key);
    }
    for (const key of touched) this.#renew(key);
    if (touched.size > 0) this.#forgetRanks();
    this.marks = marks;
  }

  /** A measure that nobody proposed before has no count yet, and so no fit; its decisions speak for it. */
  #renew(key: string): void {
    const prepared = this.#prepare(key);
    const counts = this.#entries.get(key)?.counts;
    if (prepared === null) {
      this.#entries.delete(key);
      return;
    }
    const known = counts ?? { organizations: new Map(), keys: new Map(), cells: new Float64Array() };
    this.#entries.set(key, { prepared, counts: known, fits: fitProduct(prepared, countForOf(known)) });
  }

  /** Whether a source has become too old, or young again, since the model was made: then counts are known or unknown anew. */
  isOutdated(now: Date): boolean {
    const isStale = (source: Source, at: Date) =>
      source.lastGoodSyncAt !== null &&
      at.getTime() - source.lastGoodSyncAt.getTime() > this.#sources.staleAfterHours * HOUR_MS;
    return [...this.#sources.byId.values()].some(
      (source) => isStale(source, now) !== isStale(source, this.#sources.now),
    );
  }

  #forgetRanks(): void {
    this.#ranked.clear();
    this.#suggested.clear();
    this.#similarTo = findSimilar([...this.#entries.values()].map(({ prepared }) => prepared));
  }

  /** The suggestion for a line; null: it is no line that could be mapped. */
  suggest(lineItemId: string): ProductSuggestion | null {
    const key = this.#lines.productOf(lineItemId);
    const entry = key === undefined ? undefined : this.#entries.get(key);
    if (key === undefined || entry === undefined) return null;
    const linked = this.#linkedTo(this.#lines.organizationOf(lineItemId));
    const place = `${key} ${[...linked].join()}`;
    const known = this.#suggested.get(place);
    if (known !== undefined) return known;
    const ranked = this.#ranked.get(key) ?? rank(entry.prepared, entry.fits, this.#similarTo(entry.prepared));
    this.#ranked.set(key, ranked);
    const suggestion = suggestFor(ranked, linked, (id) => this.#sources.byId.get(id)?.name ?? id);
    this.#suggested.set(place, suggestion);
    return suggestion;
  }

  /** Integrations that have a company of a client. */
  #linkedTo(organizationId: string | null): Set<string> {
    const companies = organizationId === null ? undefined : this.#sources.companies.get(organizationId);
    return new Set([...(companies?.keys() ?? [])].sort());
  }

  /** Ids of every line that has a suggestion or could have one, for measuring. */
  lineItemIds(): string[] {
    return [...this.#entries.values()].flatMap(({ prepared }) =>
      prepared.product.lines.filter(({ state }) => state === 'unmapped').map(({ lineItemId }) => lineItemId),
    );
  }
}

const HOUR_MS = 60 * 60 * 1000;

function toOffer(
  source: Source,
  connector: Connector | undefined,
  present: readonly DeviceCategory[],
): Offer {
  const delivery = deliveryOf(connector, source.delivers);
  const title = wordsOf(connector?.title ?? source.vendor).join(' ');
  return {
    integrationId: source.id,
    name: source.name,
    vendorNames:
      connector?.files === undefined
        ? [title, wordsOf(source.vendor).join(' ')]
        : [wordsOf(source.name).join(' ')],
    metrics: metricsOf(delivery),
    deviceCategories: delivery.deviceCategories.length === 0 ? [] : present,
    knowsAssignedSeats: delivery.knowsAssignedSeats,
    isPsa: connector?.category === 'psa',
  };
}
