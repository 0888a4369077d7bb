import { z } from 'zod';
import { listNewCompanies, listNewProducts } from '../../database/queries/new-items.ts';
import { getWorkspace } from '../../database/queries/workspaces.ts';
import { notFound } from '../../problem.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { daySchema } from '../schemas/common.ts';
import { newItemsSchema } from '../schemas/new-items.ts';

/** What came since a day and needs someone. */
export function registerNewItems(app: App, { db }: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/new-items',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listNewItems',
      tags: ['reconciliation'],
      summary: 'What came since a day and needs someone: unmapped lines by product, and unlinked companies',
      description: 'What the first sync of an integration brought is left out: before it nothing was known.',
      querystring: z.strictObject({
        since: daySchema.describe('what came after the end of this day, in the time zone of the workspace'),
        limit: z.coerce.number().int().min(1).max(100).default(20),
      }),
      response: { 200: newItemsSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, query: { since: day, limit } }) => {
      const workspace = await getWorkspace(db.pool, workspaceId);
      if (workspace === null) throw notFound('a workspace');
      const since = { workspaceId, timeZone: workspace.timeZone, day };
      const [products, companies] = await Promise.all([
        listNewProducts(db.pool, since, limit),
        listNewCompanies(db.pool, since, limit),
      ]);
      return { since: day, products, companies };
    },
  });
}
