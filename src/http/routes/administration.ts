import { z } from 'zod';
import { listMembers } from '../../database/queries/accounts.ts';
import { listAudit } from '../../database/queries/audit.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { auditEntrySchema, memberSchema } from '../schemas/administration.ts';
import { daySchema, idSchema, listOf, pageQuery } from '../schemas/common.ts';

/** Who belongs to the workspace, and who did what in it. */
export function registerAdministration(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/members',
    config: { needs: 'read' },
    schema: {
      operationId: 'listMembers',
      tags: ['administration'],
      summary: 'The people of the workspace, by name',
      querystring: z.strictObject(pageQuery),
      response: { 200: listOf(memberSchema), ...problems },
    },
    handler: ({ principal: { workspaceId }, query }) => listMembers(context.db.pool, workspaceId, query),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/audit',
    config: { needs: 'read' },
    schema: {
      operationId: 'listAudit',
      tags: ['administration'],
      summary: 'Who did what, when, before and after; latest first',
      querystring: z.strictObject({
        ...pageQuery,
        subjectKind: z.string().max(50).optional(),
        subjectId: idSchema.optional(),
        actorId: idSchema.optional(),
        from: daySchema.optional().describe('the first day, UTC'),
        to: daySchema.optional().describe('the last day, UTC'),
      }),
      response: { 200: listOf(auditEntrySchema), ...problems },
    },
    handler: ({ principal: { workspaceId }, query }) => listAudit(context.db.pool, workspaceId, query, query),
  });
}
