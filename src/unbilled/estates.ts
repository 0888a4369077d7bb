import { setImmediate } from 'node:timers/promises';
import type { PoolClient } from 'pg';
import { type Connector, deliveryOf, metricsOf } from '../connectors/connector.ts';
import { listLines } from '../database/queries/lines-for-run.ts';
import { listComparedMetrics } from '../database/queries/mappings.ts';
import { listRecords } from '../database/queries/records.ts';
import type { Source } from '../database/queries/sources.ts';
import { listUnbilledDecisions } from '../database/queries/unbilled.ts';
import type { Workspace } from '../database/queries/workspaces.ts';
import type { InventoryRecord } from '../domain/counting/count.ts';
import { dayIn } from '../domain/days.ts';
import { billingsOf, type EstateRecord, partitionEstate } from '../domain/estate.ts';
import { METRICS, type Metric } from '../domain/inventory.ts';
import type { LineItem } from '../domain/line-item.ts';
import { stateOf } from '../domain/line-state.ts';
import type { UnknownReason } from '../domain/status.ts';
import {
  asOfOf,
  companiesOf,
  loadSourcesFor,
  type Sources,
  unknownReason,
} from '../reconciliation/sources.ts';

/** What one source holds of one organization, divided; or why that is not known. */
export type Estate = {
  organizationId: string;
  integrationId: string;
  metric: Metric;
} & ({ isKnown: true; records: EstateRecord[] } | { isKnown: false; reason: UnknownReason });

/** What the estates of a workspace are made from, but the records. */
export type EstateBase = {
  client: PoolClient;
  workspaceId: string;
  sources: Sources;
  /** The metrics of each present integration that are divided. */
  metrics: ReadonlyMap<string, readonly Metric[]>;
  /** Mapped lines in effect, by organization. */
  lines: ReadonlyMap<string, readonly LineItem[]>;
  /** Reasons why a record needs no line, by integration and metric, then by the record's id at its vendor. */
  decided: ReadonlyMap<string, ReadonlyMap<string, string>>;
};

/** Reads what is needed to divide the estates of organizations. */
export async function loadEstateBase(
  client: PoolClient,
  connectors: ReadonlyMap<string, Connector>,
  workspace: Workspace,
  organizationIds: 'all' | readonly string[],
): Promise<EstateBase> {
  const now = new Date();
  const sources = await loadSourcesFor(client, workspace.id, organizationIds, workspace.staleAfterHours, now);
  const today = dayIn(workspace.timeZone, now);
  const lines = (await listLines(client, workspace.id, organizationIds)).filter(
    (line) => line.organizationId !== null && stateOf(line, today).state === 'mapped',
  );
  const metricsOfSource = dividedMetrics(connectors, await listComparedMetrics(client, workspace.id));
  const decisions = await listUnbilledDecisions(client, workspace.id);
  return {
    client,
    workspaceId: workspace.id,
    sources,
    metrics: new Map(
      [...sources.byId.values()]
        .filter(({ isRemoved }) => !isRemoved)
        .map((source) => [source.id, metricsOfSource(source)]),
    ),
    lines: Map.groupBy(lines, ({ organizationId }) => organizationId ?? ''),
    decided: new Map(
      [...Map.groupBy(decisions, ({ integrationId, metric }) => sourceKey(integrationId, metric))].map(
        ([key, of]) => [key, new Map(of.map(({ externalId, reason }) => [externalId, reason]))],
      ),
    ),
  };
}

export function sourceKey(integrationId: string, metric: Metric): string {
  return `${metric}\n${integrationId}`;
}

/** Organizations whose records are read together: few enough to hold, many enough to be worth a statement. */
const TOGETHER = 50;

/**
 * A PSA's own lists of assets and contacts repeat what the tools count and hold what nobody delivers: they are divided only
 * where some line of the workspace is compared with them.
 */
function dividedMetrics(
  connectors: ReadonlyMap<string, Connector>,
  compared: readonly { integrationId: string; metric: Metric }[],
): (source: Source) => readonly Metric[] {
  return ({ id, vendor, delivers }) => {
    const connector = connectors.get(vendor);
    const metrics = metricsOf(deliveryOf(connector, delivers));
    if (connector?.category !== 'psa') return metrics;
    return metrics.filter((metric) =>
      compared.some((one) => one.integrationId === id && one.metric === metric),
    );
  };
}

/** The estates of organizations: one for each source that they have a company in, and each metric of it. */
export async function* divideEstates(
  base: EstateBase,
  organizationIds: readonly string[],
): AsyncGenerator<Estate> {
  for (let at = 0; at < organizationIds.length; at += TOGETHER) {
    const some = organizationIds.slice(at, at + TOGETHER);
    for (const [integrationId, metrics] of base.metrics) {
      for (const metric of METRICS.filter((one) => metrics.includes(one))) {
        yield* divideSource(base, integrationId, metric, some);
      }
    }
  }
}

async function* divideSource(
  base: EstateBase,
  integrationId: string,
  metric: Metric,
  organizationIds: readonly string[],
): AsyncGenerator<Estate> {
  const { sources } = base;
  const linked = organizationIds.filter((id) => companiesOf(sources, id, integrationId).length > 0);
  const known = linked.filter((id) => unknownReason(sources, id, { integrationId, metric }) === null);
  const records = await readRecords(base, integrationId, metric, known);
  for (const organizationId of linked) {
    // What else the instance is asked meanwhile does not wait for a million records.
    await setImmediate();
    const reason = unknownReason(sources, organizationId, { integrationId, metric });
    const where = { organizationId, integrationId, metric };
    if (reason !== null) yield { ...where, isKnown: false, reason };
    else {
      const divided = partitionEstate({
        integrationId,
        metric,
        records: records.get(organizationId) ?? [],
        billings: billingsOf(base.lines.get(organizationId) ?? []),
        asOf: asOfOf(sources, integrationId),
        decided: base.decided.get(sourceKey(integrationId, metric)) ?? new Map(),
      });
      yield { ...where, isKnown: true, records: divided };
    }
  }
}

async function readRecords(
  { client, workspaceId, sources }: EstateBase,
  integrationId: string,
  metric: Metric,
  organizationIds: readonly string[],
): Promise<Map<string, InventoryRecord[]>> {
  const organizationOf = new Map(
    organizationIds.flatMap((id) =>
      companiesOf(sources, id, integrationId).map(({ externalId }) => [externalId, id] as const),
    ),
  );
  if (organizationOf.size === 0) return new Map();
  const found: InventoryRecord[] = await listRecords(client, workspaceId, integrationId, metric, [
    ...organizationOf.keys(),
  ]);
  return Map.groupBy(found, ({ companyExternalId }) => organizationOf.get(companyExternalId) ?? '');
}
