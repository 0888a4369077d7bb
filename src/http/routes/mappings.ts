import { z } from 'zod';
import { mappingOptions } from '../../line-items/options.ts';
import { previewMapping } from '../../line-items/preview.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema } from '../schemas/common.ts';
import { lineItemSchema, mappingBodySchema, mappingOptionsSchema } from '../schemas/line-items.ts';
import { previewSchema } from '../schemas/reconciliation.ts';
import { actAndAnswer } from './line-item-answer.ts';

const params = z.object({ id: idSchema });

/** What a line is compared with: saved, previewed, and what there is to choose from. */
export function registerMappings(app: App, context: AppContext): void {
  app.route({
    method: 'PUT',
    url: '/api/v1/line-items/:id/mapping',
    config: { needs: 'work', feature: 'reconciliation' },
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
    config: { needs: 'work', feature: 'reconciliation' },
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
    config: { needs: 'read', feature: 'reconciliation' },
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
    config: { needs: 'read', feature: 'reconciliation' },
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
