import { z } from 'zod';
import { listAgreements } from '../../database/queries/agreements.ts';
import { countTabs, getLineItem, listLineItems, listLineItemsOf } from '../../database/queries/line-items.ts';
import { LINE_STATES, type LineState } from '../../domain/line-state.ts';
import { type Act, decide } from '../../line-items/decide.ts';
import { namesFor } from '../../line-items/names.ts';
import { mappingOptions } from '../../line-items/options.ts';
import { presentAgreement, presentLineItem } from '../../line-items/present.ts';
import { previewMapping } from '../../line-items/preview.ts';
import { changeSharing } from '../../line-items/share.ts';
import { notFound, Problem } from '../../problem.ts';
import type { App, AppContext, Principal } from '../context.ts';
import { toResultFilter } from '../filters.ts';
import { problems } from '../problems-schema.ts';
import { csvOf, idSchema, listOf, pageQuery, scopeQuery } from '../schemas/common.ts';
import {
  agreementSchema,
  bulkBodySchema,
  ignoreBodySchema,
  lineItemCountsSchema,
  lineItemSchema,
  linkBodySchema,
  mappingBodySchema,
  mappingOptionsSchema,
  sharingBodySchema,
} from '../schemas/line-items.ts';
import { previewSchema } from '../schemas/reconciliation.ts';

const params = z.object({ id: idSchema });
const NOT_DELETED = LINE_STATES.filter((state) => state !== 'deleted');
const search = z
  .string()
  .max(200)
  .optional()
  .describe('text in product, description, agreement or organization');

/** Agreements and line items: lists, counts, and everything a person decides about a line. */
export function registerLineItems(app: App, context: AppContext): void {
  registerLists(app, context);
  registerMapping(app, context);
  registerDecisions(app, context);
}

/** The line as it now is, after an act on it. */
async function lineNow(context: AppContext, { workspaceId }: Principal, lineItemId: string) {
  const row = await getLineItem(context.db.pool, workspaceId, lineItemId);
  if (row === null) {
    throw notFound('a line item');
  }
  return presentLineItem(row, await namesFor(context.db.pool, workspaceId, [row]));
}

async function actAndAnswer(context: AppContext, principal: Principal, act: Act) {
  await decide(context, principal.workspaceId, principal.actor, [act]);
  return lineNow(context, principal, act.lineItemId);
}

function registerLists(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/agreements',
    config: { needs: 'read' },
    schema: {
      operationId: 'listAgreements',
      tags: ['line items'],
      summary: 'Agreements of the default PSA, by organization and name',
      querystring: z.strictObject({
        ...pageQuery,
        ...scopeQuery,
        q: search,
        include: z.enum(['lineItems']).optional(),
      }),
      response: { 200: listOf(agreementSchema), ...problems },
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
      const rows = await listLineItemsOf(context.db.pool, workspaceId, ids, ofLines);
      const nameOf = await namesFor(context.db.pool, workspaceId, rows);
      const byAgreement = Map.groupBy(rows, (row) => row.agreement_id);
      const linesOf = (id: string) => (byAgreement.get(id) ?? []).map((row) => presentLineItem(row, nameOf));
      return { ...page, items: page.items.map((row) => presentAgreement(row, linesOf(row.id))) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/line-items',
    config: { needs: 'read' },
    schema: {
      operationId: 'listLineItems',
      tags: ['line items'],
      summary: 'Line items, by product and organization',
      querystring: z.strictObject({
        ...pageQuery,
        ...scopeQuery,
        q: search,
        state: csvOf(LINE_STATES)
          .optional()
          .describe('one or several, comma-separated; all but deleted by default'),
      }),
      response: { 200: listOf(lineItemSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const filter = await toResultFilter(context, workspaceId, query);
      const states: readonly LineState[] = query.state ?? NOT_DELETED;
      const page = await listLineItems(context.db.pool, workspaceId, { ...filter, states }, query);
      const nameOf = await namesFor(context.db.pool, workspaceId, page.items);
      return { ...page, items: page.items.map((row) => presentLineItem(row, nameOf)) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/line-items/counts',
    config: { needs: 'read' },
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
    config: { needs: 'read' },
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

function registerMapping(app: App, context: AppContext): void {
  app.route({
    method: 'PUT',
    url: '/api/v1/line-items/:id/mapping',
    config: { needs: 'work' },
    schema: {
      operationId: 'mapLineItem',
      tags: ['mappings'],
      summary: 'Map a line to what it is compared with',
      params,
      body: mappingBodySchema,
      response: { 200: lineItemSchema, ...problems },
    },
    handler: ({ principal, params: { id }, body }) =>
      actAndAnswer(context, principal, { kind: 'map', lineItemId: id, mapping: body }),
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/line-items/:id/mapping',
    config: { needs: 'work' },
    schema: {
      operationId: 'unmapLineItem',
      tags: ['mappings'],
      summary: "Remove a line's mapping",
      params,
      response: { 200: lineItemSchema, ...problems },
    },
    handler: ({ principal, params: { id } }) =>
      actAndAnswer(context, principal, { kind: 'unmap', lineItemId: id }),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/line-items/:id/mapping/preview',
    config: { needs: 'read' },
    schema: {
      operationId: 'previewMapping',
      tags: ['mappings'],
      summary: 'The result a mapping would have, unsaved',
      params,
      body: mappingBodySchema,
      response: { 200: previewSchema, ...problems },
    },
    handler: ({ principal: { workspaceId }, params: { id }, body }) =>
      previewMapping(context, workspaceId, id, body),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/line-items/:id/options',
    config: { needs: 'read' },
    schema: {
      operationId: 'getMappingOptions',
      tags: ['mappings'],
      summary: 'What a line can be mapped to, with counts',
      params,
      querystring: z.strictObject({ integrationId: idSchema.optional() }),
      response: { 200: mappingOptionsSchema, ...problems },
    },
    handler: ({ principal: { workspaceId }, params: { id }, query }) =>
      mappingOptions(context, workspaceId, id, query.integrationId),
  });
}

function registerDecisions(app: App, context: AppContext): void {
  const act = (
    method: 'POST' | 'DELETE',
    path: string,
    kind: 'unignore' | 'delete' | 'restore' | 'unlink',
    summary: string,
  ) =>
    app.route({
      method,
      url: `/api/v1/line-items/:id${path}`,
      config: { needs: 'work' },
      schema: {
        operationId: `${kind}LineItem`,
        tags: ['line items'],
        summary,
        params,
        response: { 200: lineItemSchema, ...problems },
      },
      handler: ({ principal, params: { id } }) => actAndAnswer(context, principal, { kind, lineItemId: id }),
    });
  act('DELETE', '', 'delete', 'Keep a line out of every tab; it can be restored');
  act('POST', '/restore', 'restore', 'Bring a deleted line back');
  act('DELETE', '/ignore', 'unignore', 'Look at an ignored line again');
  act('DELETE', '/link', 'unlink', 'Undo the link of an adjustment');

  app.route({
    method: 'POST',
    url: '/api/v1/line-items/:id/ignore',
    config: { needs: 'work' },
    schema: {
      operationId: 'ignoreLineItem',
      tags: ['line items'],
      summary: 'Leave a line out of the reconciliation',
      params,
      body: ignoreBodySchema.nullish(),
      response: { 200: lineItemSchema, ...problems },
    },
    handler: ({ principal, params: { id }, body }) =>
      actAndAnswer(context, principal, { kind: 'ignore', lineItemId: id, reason: body?.reason ?? null }),
  });

  app.route({
    method: 'PUT',
    url: '/api/v1/line-items/:id/link',
    config: { needs: 'work' },
    schema: {
      operationId: 'linkLineItem',
      tags: ['line items'],
      summary: 'Link an adjustment to the line it adjusts',
      params,
      body: linkBodySchema,
      response: { 200: lineItemSchema, ...problems },
    },
    handler: ({ principal, params: { id }, body }) =>
      actAndAnswer(context, principal, {
        kind: 'link',
        lineItemId: id,
        parentLineItemId: body.parentLineItemId,
        effect: body.effect ?? null,
      }),
  });

  app.route({
    method: 'PUT',
    url: '/api/v1/line-items/:id/sharing',
    config: { needs: 'work' },
    schema: {
      operationId: 'shareLineItem',
      tags: ['line items'],
      summary: "Change which lines share a line's count, or which of them takes the rest",
      params,
      body: sharingBodySchema,
      response: { 200: lineItemSchema, ...problems },
    },
    handler: async ({ principal, params: { id }, body }) => {
      await changeSharing(context.db, principal.workspaceId, principal.actor, id, body);
      return lineNow(context, principal, id);
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/line-items/:id/sharing',
    config: { needs: 'work' },
    schema: {
      operationId: 'unshareLineItem',
      tags: ['line items'],
      summary: 'Let a line share with those of its product and measure again',
      params,
      response: { 200: lineItemSchema, ...problems },
    },
    handler: async ({ principal, params: { id } }) => {
      await changeSharing(context.db, principal.workspaceId, principal.actor, id, { undo: true });
      return lineNow(context, principal, id);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/line-items/bulk',
    config: { needs: 'work' },
    schema: {
      operationId: 'decideLineItems',
      tags: ['line items'],
      summary: 'The same act on up to 1,000 lines, all or none',
      body: bulkBodySchema,
      response: { 200: z.object({ changed: z.number().int() }), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body }) => {
      const acts = body.items.map((item, index) => toAct(body.action, item, index));
      await decide(context, workspaceId, actor, acts);
      return { changed: acts.length };
    },
  });
}

type BulkBody = z.output<typeof bulkBodySchema>;

function toAct(action: BulkBody['action'], item: BulkBody['items'][number], index: number): Act {
  const { lineItemId, mapping, reason, parentLineItemId, effect } = item;
  if (action === 'map') {
    return { kind: 'map', lineItemId, mapping: required(mapping, index, 'mapping') };
  }
  if (action === 'link') {
    const parent = required(parentLineItemId, index, 'parentLineItemId');
    return { kind: 'link', lineItemId, parentLineItemId: parent, effect: effect ?? null };
  }
  return action === 'ignore'
    ? { kind: 'ignore', lineItemId, reason: reason ?? null }
    : { kind: action, lineItemId };
}

/** A field that the action of a bulk request needs. */
function required<Value>(value: Value | undefined, index: number, name: string): Value {
  if (value === undefined) {
    const path = `items.${index}.${name}`;
    throw new Problem('invalid-input', `${path} is missing: this action needs it.`, [
      { path, message: 'missing' },
    ]);
  }
  return value;
}
