import { z } from 'zod';
import { changeMember, removeMember } from '../../accounts/members.ts';
import { listMembers } from '../../database/queries/accounts.ts';
import { listAudit } from '../../database/queries/audit.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { auditEntrySchema, memberBodySchema, memberSchema } from '../schemas/administration.ts';
import { daySchema, idSchema, listOf, pageQuery } from '../schemas/common.ts';

/** Who belongs to the workspace, and who did what in it. */
export function registerAdministration(app: App, context: AppContext): void {
  registerMembers(app, context);
  registerAudit(app, context);
}

function registerMembers(app: App, { db }: AppContext): void {
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
    handler: ({ principal: { workspaceId }, query }) => listMembers(db.pool, workspaceId, query),
  });

  app.route({
    method: 'PATCH',
    url: '/api/v1/members/:id',
    config: { needs: 'administer' },
    schema: {
      operationId: 'updateMember',
      tags: ['administration'],
      summary: 'Give a member another role; never above one’s own, and never the last owner',
      params: z.object({ id: idSchema }),
      body: memberBodySchema,
      response: { 200: memberSchema, ...problems },
    },
    handler: ({ principal, params: { id }, body: { role } }) =>
      changeMember(db, principal.workspaceId, principal, id, role),
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/members/:id',
    config: { needs: 'administer' },
    schema: {
      operationId: 'removeMember',
      tags: ['administration'],
      summary: 'Take a member out of the workspace; their next request is refused',
      params: z.object({ id: idSchema }),
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal, params: { id } }, reply) => {
      await removeMember(db, principal.workspaceId, principal, id);
      return reply.status(204).send(null);
    },
  });
}

function registerAudit(app: App, context: AppContext): void {
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
