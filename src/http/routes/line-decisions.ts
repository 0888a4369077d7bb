import { z } from 'zod';
import { type Act, decide } from '../../line-items/decide.ts';
import { changeSharing } from '../../line-items/share.ts';
import { Problem } from '../../problem.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema } from '../schemas/common.ts';
import {
  bulkBodySchema,
  ignoreBodySchema,
  lineItemSchema,
  linkBodySchema,
  sharingBodySchema,
} from '../schemas/line-items.ts';
import { actAndAnswer, lineNow } from './line-item-answer.ts';

const params = z.object({ id: idSchema });

/** What a person decides about a line, one at a time or many at once. */
export function registerLineDecisions(app: App, context: AppContext): void {
  const act = (
    method: 'POST' | 'DELETE',
    path: string,
    kind: 'unignore' | 'delete' | 'restore' | 'unlink',
    summary: string,
  ) =>
    app.route({
      method,
      url: `/api/v1/line-items/:id${path}`,
      config: { needs: 'work', feature: 'reconciliation' },
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
    config: { needs: 'work', feature: 'reconciliation' },
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
    config: { needs: 'work', feature: 'reconciliation' },
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
    config: { needs: 'work', feature: 'reconciliation' },
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
    config: { needs: 'work', feature: 'reconciliation' },
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
    config: { needs: 'work', feature: 'reconciliation' },
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
