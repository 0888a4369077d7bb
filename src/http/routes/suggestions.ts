import { z } from 'zod';
import { SuggestionModels } from '../../suggestions/models.ts';
import { acceptSuggestions, listSuggestions } from '../../suggestions/suggestions.ts';
import type { App, AppContext } from '../context.ts';
import { toResultFilter } from '../filters.ts';
import { problems } from '../problems-schema.ts';
import { listOf, pageQuery, scopeQuery } from '../schemas/common.ts';
import { acceptBodySchema, suggestionSchema } from '../schemas/suggestions.ts';

const tags = ['suggestions'];

/** What unmapped lines may be compared with, and taking that over. */
export function registerSuggestions(app: App, context: AppContext): void {
  const models = new SuggestionModels(context);

  app.route({
    method: 'GET',
    url: '/api/v1/suggestions',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listSuggestions',
      tags,
      summary:
        'What to do about each unmapped line, with confidence and reasons; by product, then organization',
      querystring: z.strictObject({
        ...pageQuery,
        ...scopeQuery,
        q: z.string().max(200).optional().describe('text in product, description, agreement or organization'),
        productName: z.string().trim().min(1).max(500).optional().describe('the whole name, in any case'),
      }),
      response: { 200: listOf(suggestionSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const filter = await toResultFilter(context, workspaceId, query);
      const { productName } = query;
      return listSuggestions({ ...context, models }, workspaceId, { ...filter, productName }, query);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/suggestions/accept',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'acceptSuggestions',
      tags,
      summary: 'Do what is suggested for up to 1,000 lines, all or none; the results stand before the answer',
      body: acceptBodySchema,
      response: { 200: z.object({ changed: z.number().int() }), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body }) => ({
      changed: await acceptSuggestions({ ...context, models }, workspaceId, actor, body.lineItemIds),
    }),
  });
}
