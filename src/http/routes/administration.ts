import { z } from 'zod';
import { changeMember, removeMember } from '../../accounts/members.ts';
import { listMembers } from '../../database/queries/accounts.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { memberBodySchema, memberSchema } from '../schemas/administration.ts';
import { idSchema, listOf, pageQuery } from '../schemas/common.ts';
import { registerAudit } from './audit.ts';

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
