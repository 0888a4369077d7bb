import { z } from 'zod';
import { listAgreements } from '../../database/queries/agreements.ts';
import {
  countTabs,
  listLineItems,
  listLineItemsOf,
  listUncountedLineItems,
} from '../../database/queries/line-items.ts';
import { LINE_STATES, type LineState } from '../../domain/line-state.ts';
import { namesFor } from '../../line-items/names.ts';
import { presentAgreement, presentLineItem } from '../../line-items/present.ts';
import type { App, AppContext } from '../context.ts';
import { toResultFilter } from '../filters.ts';
import { problems } from '../problems-schema.ts';
import { countedListOf, countedPageQuery, csvOf, idSchema, scopeQuery } from '../schemas/common.ts';
import { agreementSchema, lineItemCountsSchema, lineItemSchema } from '../schemas/line-items.ts';
import { lineNow } from './line-item-answer.ts';

const params = z.object({ id: idSchema });
const NOT_DELETED = LINE_STATES.filter((state) => state !== 'deleted');
const search = z
  .string()
  .max(200)
  .optional()
  .describe('text in product, description, agreement or organization');

/** Agreements and line items: the lists of the tabs and the numbers on them. */
export function registerLineItems(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/agreements',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listAgreements',
      tags: ['line items'],
      summary: 'Agreements of the default PSA, by organization and name',
      querystring: z.strictObject({
        ...countedPageQuery,
        ...scopeQuery,
        q: search,
        include: z.enum(['lineItems']).optional(),
      }),
      response: { 200: countedListOf(agreementSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const filter = await toResultFilter(context, workspaceId, query);
      const page = await listAgreements(context.db.pool, workspaceId, filter, query);
      if (query.include === undefined) {
        return { ...page, items: page.items.map((row) => presentAgreement(row, undefined)) };
      }
      // A text that is found in one line shows its agreement whole.
      const { q: _, ...ofLines } = filter;
      const ids = page.items.map((agreement) => agreement.id);
      const shown = { ...ofLines, states: NOT_DELETED };
      const rows = await listLineItemsOf(context.db.pool, workspaceId, ids, shown);
      const nameOf = await namesFor(context.db.pool, workspaceId, rows);
      const byAgreement = Map.groupBy(rows, (row) => row.agreement_id);
      const linesOf = (id: string) => (byAgreement.get(id) ?? []).map((row) => presentLineItem(row, nameOf));
      return { ...page, items: page.items.map((row) => presentAgreement(row, linesOf(row.id))) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/line-items',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listLineItems',
      tags: ['line items'],
      summary: 'Line items, by product and organization',
      querystring: z.strictObject({
        ...countedPageQuery,
        ...scopeQuery,
        q: search,
        state: csvOf(LINE_STATES)
          .optional()
          .describe('one or several, comma-separated; all but deleted by default'),
      }),
      response: { 200: countedListOf(lineItemSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const filter = await toResultFilter(context, workspaceId, query);
      const states: readonly LineState[] = query.state ?? NOT_DELETED;
      const list = query.total ? listLineItems : listUncountedLineItems;
      const page = await list(context.db.pool, workspaceId, { ...filter, states }, query);
      const nameOf = await namesFor(context.db.pool, workspaceId, page.items);
      return { ...page, items: page.items.map((row) => presentLineItem(row, nameOf)) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/line-items/counts',
    config: { needs: 'read', feature: 'reconciliation', isKept: true },
    schema: {
      operationId: 'countLineItems',
      tags: ['line items'],
      summary: 'The numbers on the tabs',
      querystring: z.strictObject(scopeQuery),
      response: { 200: lineItemCountsSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) =>
      countTabs(context.db.pool, workspaceId, await toResultFilter(context, workspaceId, query)),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/line-items/:id',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'getLineItem',
      tags: ['line items'],
      summary: 'One line item',
      params,
      response: { 200: lineItemSchema, ...problems },
    },
    handler: ({ principal, params: { id } }) => lineNow(context, principal, id),
  });
}
