import { z } from 'zod';
import { decodeCursor, encodeCursor } from '../../database/queries/page.ts';
import { ESTATE_PARTS } from '../../domain/estate.ts';
import { METRICS } from '../../domain/inventory.ts';
import { Decimal, moneyOf } from '../../domain/money.ts';
import { ignoreUnbilled, restoreUnbilled } from '../../unbilled/decide.ts';
import { listEstateRecords } from '../../unbilled/records.ts';
import { sumEstate, type Unbilled, UnbilledLists, type ValuedGroup } from '../../unbilled/unbilled.ts';
import type { App, AppContext } from '../context.ts';
import { requireOwnScope } from '../filters.ts';
import { problems } from '../problems-schema.ts';
import { idSchema, listOf, pageQuery, scopeQuery } from '../schemas/common.ts';
import {
  estateRecordSchema,
  estateSchema,
  ignoreUnbilledSchema,
  restoreUnbilledSchema,
  UNBILLED_PARTS,
  unbilledSchema,
} from '../schemas/unbilled.ts';

const tags = ['unbilled'];

/** What no line counts, what becomes of each record of an organization, and what needs no line. */
export function registerUnbilled(app: App, context: AppContext): void {
  registerList(app, context);
  registerEstate(app, context);
  registerDecisions(app, context);
}

function registerList(app: App, context: AppContext): void {
  const lists = new UnbilledLists(context);
  app.route({
    method: 'GET',
    url: '/api/v1/unbilled',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listUnbilled',
      tags,
      summary:
        'Inventory that no line counts, or that several lines count likely by mistake; the most money first',
      querystring: z.strictObject({
        ...pageQuery,
        ...scopeQuery,
        part: z.enum(UNBILLED_PARTS).default('unbilled'),
        valued: z.stringbool().optional().describe('only what the workspace has a price for'),
        q: z.string().max(200).optional().describe('text in the organization or the kind'),
      }),
      response: { 200: unbilledSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, revision }, query }) => {
      await requireOwnScope(context, workspaceId, query);
      const found = await lists.get(workspaceId, revision, query.organizationId);
      return toPage(found, query);
    },
  });
}

type ListQuery = {
  limit: number;
  cursor?: string | undefined;
  integrationId?: string | undefined;
  part: (typeof UNBILLED_PARTS)[number];
  valued?: boolean | undefined;
  q?: string | undefined;
};

function toPage({ groups, unknown, organizationNames }: Unbilled, query: ListQuery) {
  const nameOf = (id: string): string => organizationNames.get(id) ?? '';
  const text = query.q?.trim().toLowerCase() ?? '';
  const isHere = ({ integrationId }: { integrationId: string }): boolean =>
    query.integrationId === undefined || query.integrationId === integrationId;
  const shown = groups.filter(
    (group) =>
      group.part === query.part &&
      isHere(group) &&
      (query.valued !== true || group.price !== null) &&
      (text === '' || `${nameOf(group.organizationId)}\n${group.kindName}`.toLowerCase().includes(text)),
  );
  const start = Number(decodeCursor(query.cursor, 1)?.[0] ?? 0);
  const end = start + query.limit;
  return {
    items: shown.slice(start, end).map((group) => present(group, nameOf(group.organizationId))),
    nextCursor: end < shown.length ? encodeCursor([end]) : null,
    total: shown.length,
    monthly: sumByCurrency(shown),
    unvalued: shown.filter(({ price }) => price === null).length,
    unknown: unknown
      .filter(isHere)
      .map(({ organizationId, integrationId, metric, reason }) => ({
        organizationId,
        organizationName: nameOf(organizationId),
        integrationId,
        metric,
        reason,
      }))
      .sort((a, b) => a.organizationName.localeCompare(b.organizationName, 'en')),
  };
}

function sumByCurrency(groups: readonly ValuedGroup[]) {
  const sums = new Map<string, Decimal>();
  for (const { price, monthly } of groups) {
    if (price === null || monthly === null) continue;
    sums.set(price.currency, (sums.get(price.currency) ?? new Decimal(0)).plus(monthly));
  }
  return [...sums].map(([currency, amount]) => moneyOf(amount, currency));
}

function present(group: ValuedGroup, organizationName: string) {
  const { price, monthly, units, part, ...rest } = group;
  return {
    ...rest,
    organizationName,
    part: part as (typeof UNBILLED_PARTS)[number],
    units: units.toNumber(),
    price:
      price === null
        ? null
        : {
            median: moneyOf(price.median, price.currency),
            lowest: moneyOf(price.lowest, price.currency),
            highest: moneyOf(price.highest, price.currency),
            lines: price.lines,
          },
    monthly: price === null || monthly === null ? null : moneyOf(monthly, price.currency),
  };
}

function registerEstate(app: App, context: AppContext): void {
  const params = z.object({ id: idSchema });

  app.route({
    method: 'GET',
    url: '/api/v1/organizations/:id/estate',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'getEstate',
      tags,
      summary: "An organization's records by source: billed once, more than once, unbilled, not billable",
      params,
      response: { 200: estateSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, params: { id } }) => {
      const totals = await sumEstate(context, workspaceId, id);
      return {
        items: totals.map(({ parts, ...rest }) => ({
          ...rest,
          parts:
            parts === null
              ? null
              : (Object.fromEntries(
                  ESTATE_PARTS.map((part) => [
                    part,
                    { records: parts[part].records, units: parts[part].units.toNumber() },
                  ]),
                ) as Record<(typeof ESTATE_PARTS)[number], { records: number; units: number }>),
        })),
      };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/organizations/:id/estate/records',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listEstateRecords',
      tags,
      summary: 'The records of one source of an organization by name, each with the lines that count it',
      params,
      querystring: z.strictObject({
        ...pageQuery,
        integrationId: idSchema,
        metric: z.enum(METRICS),
        part: z.enum(ESTATE_PARTS).optional(),
        kind: z.string().max(500).optional(),
      }),
      response: { 200: listOf(estateRecordSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, params: { id }, query }) => {
      await requireOwnScope(context, workspaceId, query);
      return listEstateRecords(context, workspaceId, id, query);
    },
  });
}

function registerDecisions(app: App, { db }: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/unbilled/ignore',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'ignoreUnbilled',
      tags,
      summary: 'Say that records need no line, with the reason',
      body: ignoreUnbilledSchema,
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body: { reason, ...subject } }, reply) => {
      await ignoreUnbilled(db, workspaceId, actor, subject, reason);
      return reply.status(204).send(null);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/unbilled/restore',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'restoreUnbilled',
      tags,
      summary: 'Take that back',
      body: restoreUnbilledSchema,
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body }, reply) => {
      await restoreUnbilled(db, workspaceId, actor, body);
      return reply.status(204).send(null);
    },
  });
}
