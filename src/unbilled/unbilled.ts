import { LRUCache } from 'lru-cache';
import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import { listOrganizationNames } from '../database/queries/organizations.ts';
import { readOneMoment } from '../database/queries/suggestion-lines.ts';
import { getWorkspace, type Workspace } from '../database/queries/workspaces.ts';
import { ESTATE_PARTS, type EstatePart, type EstateRecord } from '../domain/estate.ts';
import type { Metric } from '../domain/inventory.ts';
import { Decimal, roundToMinorUnit } from '../domain/money.ts';
import type { UnknownReason } from '../domain/status.ts';
import type { UsualPrice } from '../domain/usual-prices.ts';
import { notFound } from '../problem.ts';
import { divideEstates, type Estate, loadEstateBase } from './estates.ts';
import { type EstateGroup, groupEstate } from './groups.ts';
import { KindSamples, kindKey, pricesOf } from './prices.ts';

export type UnbilledContext = { db: Database; connectors: ReadonlyMap<string, Connector> };

/** A group with what it is worth a month at the usual price; price null: the workspace sells nothing like it. */
export type ValuedGroup = EstateGroup & { price: UsualPrice | null; monthly: Decimal | null };

/** Where it is not known what is unbilled. */
export type UnknownEstate = {
  organizationId: string;
  integrationId: string;
  metric: Metric;
  reason: UnknownReason;
};

export type Unbilled = {
  /** The most money first; those without a price last, by units. */
  groups: ValuedGroup[];
  unknown: UnknownEstate[];
  /** By id. */
  organizationNames: ReadonlyMap<string, string>;
};

const LISTS_KEPT = 8;
/** What is stale depends on the time, not only on what changed. */
const KEPT_MS = 10 * 60 * 1000;

/** Lists of what is unbilled, each made once for a state of its workspace: it reads every record. */
export class UnbilledLists {
  readonly #context: UnbilledContext;
  readonly #lists = new LRUCache<string, Promise<Unbilled>>({ max: LISTS_KEPT, ttl: KEPT_MS });

  constructor(context: UnbilledContext) {
    this.#context = context;
  }

  /** @param revision the workspace's, which tells whether a list made before still holds */
  async get(workspaceId: string, revision: number, organizationId?: string): Promise<Unbilled> {
    const key = `${workspaceId} ${revision} ${organizationId ?? ''}`;
    const kept = this.#lists.get(key);
    if (kept !== undefined) return kept;
    const made = listUnbilled(this.#context, workspaceId, organizationId);
    this.#lists.set(key, made);
    made.catch(() => this.#lists.delete(key));
    return made;
  }
}

/** Everything that no line counts, and what several lines count that is likely unintended. */
async function listUnbilled(
  context: UnbilledContext,
  workspaceId: string,
  organizationId: string | undefined,
): Promise<Unbilled> {
  return inOneMoment(context, workspaceId, async (client, workspace) => {
    const names = new Map(
      (await listOrganizationNames(client, workspaceId)).map(({ id, name }) => [id, name]),
    );
    // Prices are the whole workspace's, whoever is asked for.
    const base = await loadEstateBase(client, context.connectors, workspace, 'all');
    const ids = organizationId === undefined ? [...names.keys()] : [organizationId];
    const groups: EstateGroup[] = [];
    const unknown: UnknownEstate[] = [];
    const kinds = new KindSamples();
    for await (const estate of divideEstates(base, ids)) {
      if (!estate.isKnown) unknown.push(estate);
      else {
        for (const sampled of groupEstate(estate, isListed)) {
          const { samples: _, ...group } = sampled;
          groups.push(group);
          kinds.add(sampled);
        }
      }
    }
    const prices = pricesOf(kinds, [...base.lines.values()].flat(), base.sources);
    return { groups: valued(groups, prices), unknown, organizationNames: names };
  });
}

function isListed({ part, isLikelyUnintended }: EstateRecord): boolean {
  return part === 'unbilled' || isLikelyUnintended;
}

function valued(groups: readonly EstateGroup[], prices: ReadonlyMap<string, UsualPrice>): ValuedGroup[] {
  return groups
    .map((group): ValuedGroup => {
      const price = prices.get(kindKey(group)) ?? null;
      const monthly =
        price === null ? null : roundToMinorUnit(price.median.times(group.units), price.currency);
      return { ...group, price, monthly };
    })
    .sort(
      (a, b) =>
        Number(b.monthly !== null) - Number(a.monthly !== null) ||
        (b.monthly ?? b.units).comparedTo(a.monthly ?? a.units) ||
        (a.organizationId < b.organizationId ? -1 : 1),
    );
}

/** What becomes of one organization's records of one source. */
export type EstateTotals = {
  integrationId: string;
  metric: Metric;
  reason: UnknownReason | null;
  /** null: unknown. */
  parts: Record<EstatePart, { records: number; units: Decimal }> | null;
};

/** The estate of one organization in numbers. @throws Problem not-found */
export async function sumEstate(
  context: UnbilledContext,
  workspaceId: string,
  organizationId: string,
): Promise<EstateTotals[]> {
  const totals: EstateTotals[] = [];
  for (const estate of await readEstates(context, workspaceId, organizationId)) {
    const { integrationId, metric } = estate;
    if (!estate.isKnown) totals.push({ integrationId, metric, reason: estate.reason, parts: null });
    else totals.push({ integrationId, metric, reason: null, parts: partsOf(estate.records) });
  }
  return totals;
}

function partsOf(records: Extract<Estate, { isKnown: true }>['records']): NonNullable<EstateTotals['parts']> {
  const sums = ESTATE_PARTS.map((part) => {
    const of = records.filter((record) => record.part === part);
    const units = of.reduce((sum, { quantity }) => sum.plus(quantity), new Decimal(0));
    return [part, { records: of.length, units }];
  });
  return Object.fromEntries(sums) as NonNullable<EstateTotals['parts']>;
}

/** Every estate of one organization. @throws Problem not-found */
export async function readEstates(
  context: UnbilledContext,
  workspaceId: string,
  organizationId: string,
): Promise<Estate[]> {
  return inOneMoment(context, workspaceId, async (client, workspace) => {
    const names = await listOrganizationNames(client, workspaceId);
    if (!names.some(({ id }) => id === organizationId)) throw notFound('an organization');
    const base = await loadEstateBase(client, context.connectors, workspace, [organizationId]);
    const estates: Estate[] = [];
    for await (const estate of divideEstates(base, [organizationId])) estates.push(estate);
    return estates;
  });
}

type Client = Parameters<Parameters<Database['transaction']>[0]>[0];

async function inOneMoment<Result>(
  { db }: UnbilledContext,
  workspaceId: string,
  read: (client: Client, workspace: Workspace) => Promise<Result>,
): Promise<Result> {
  return db.transaction(async (client) => {
    await readOneMoment(client);
    const workspace = await getWorkspace(client, workspaceId);
    if (workspace === null) throw notFound('a workspace');
    return read(client, workspace);
  });
}
