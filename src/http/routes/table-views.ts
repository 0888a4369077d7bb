import { z } from 'zod';
import { writeTableView } from '../../database/queries/table-views.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { TABLES, tableViewSchema } from '../schemas/table-views.ts';

/** How whoever asks looks at the tables of the page; the session tells it. */
export function registerTableViews(app: App, { db }: AppContext): void {
  app.route({
    method: 'PUT',
    url: '/api/v1/table-views/:table',
    config: { needs: 'read' },
    schema: {
      operationId: 'writeTableView',
      tags: ['accounts'],
      summary: 'Remember which columns of a table you hide, and how wide the others are',
      params: z.object({ table: z.enum(TABLES) }),
      body: tableViewSchema,
      response: { 200: tableViewSchema, ...problems },
    },
    handler: async ({ principal: { actor }, params: { table }, body }) => {
      await writeTableView(db.pool, actor.id ?? '', table, body);
      return body;
    },
  });
}
