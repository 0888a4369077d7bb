import { z } from 'zod';
import { listOrganizations } from '../../database/queries/organizations.ts';
import {
  changeName,
  createOrganization,
  findOrganization,
  mergeOrganizations,
  removeOrganization,
  splitOrganization,
  unmergeOrganization,
} from '../../organizations/organizations.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema, listOf, pageQuery } from '../schemas/common.ts';
import { organizationBodySchema, organizationSchema } from '../schemas/organizations.ts';

const tags = ['organizations'];
const params = z.object({ id: idSchema });

/** Organizations: the MSP's clients, which companies of the integrations belong to. */
export function registerOrganizations(app: App, context: AppContext): void {
  registerReading(app, context);
  registerChanging(app, context);
  registerRemoving(app, context);
  registerParting(app, context);
}

function registerReading(app: App, { db }: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/organizations',
    config: { needs: 'read' },
    schema: {
      operationId: 'listOrganizations',
      tags,
      summary: 'Organizations by name',
      querystring: z.strictObject({
        ...pageQuery,
        q: z.string().max(200).optional().describe('part of the name'),
      }),
      response: { 200: listOf(organizationSchema), ...problems },
    },
    handler: ({ principal, query }) => listOrganizations(db.pool, principal.workspaceId, query, query),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/organizations/:id',
    config: { needs: 'read' },
    schema: {
      operationId: 'getOrganization',
      tags,
      summary: 'One organization with its companies',
      params,
      response: { 200: organizationSchema, ...problems },
    },
    handler: ({ principal, params: { id } }) => findOrganization(db, principal.workspaceId, id),
  });
}

function registerChanging(app: App, { db }: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/organizations',
    config: { needs: 'work' },
    schema: {
      operationId: 'createOrganization',
      tags,
      summary: 'Make an organization, to link companies to',
      body: organizationBodySchema,
      response: { 201: organizationSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body: { name } }, reply) =>
      reply.status(201).send(await createOrganization(db, workspaceId, actor, name)),
  });

  app.route({
    method: 'PATCH',
    url: '/api/v1/organizations/:id',
    config: { needs: 'work' },
    schema: {
      operationId: 'updateOrganization',
      tags,
      summary: 'Rename an organization',
      params,
      body: organizationBodySchema.partial(),
      response: { 200: organizationSchema, ...problems },
    },
    handler: ({ principal: { workspaceId, actor }, params: { id }, body: { name } }) =>
      name === undefined
        ? findOrganization(db, workspaceId, id)
        : changeName(db, workspaceId, actor, id, name),
  });
}

function registerRemoving(app: App, { db }: AppContext): void {
  app.route({
    method: 'DELETE',
    url: '/api/v1/organizations/:id',
    config: { needs: 'work' },
    schema: {
      operationId: 'deleteOrganization',
      tags,
      summary: 'Delete an organization that no company is linked to',
      params,
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id } }, reply) => {
      await removeOrganization(db, workspaceId, actor, id);
      return reply.status(204).send(null);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/organizations/:id/merge',
    config: { needs: 'work' },
    schema: {
      operationId: 'mergeOrganization',
      tags,
      summary: 'Move its companies to another organization and delete it; answers the one that stays',
      params,
      body: z.strictObject({ intoOrganizationId: idSchema }),
      response: { 200: organizationSchema, ...problems },
    },
    handler: ({ principal: { workspaceId, actor }, params: { id }, body }) =>
      mergeOrganizations(db, workspaceId, actor, id, body.intoOrganizationId),
  });
}

function registerParting(app: App, { db }: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/organizations/:id/unmerge',
    config: { needs: 'work' },
    schema: {
      operationId: 'unmergeOrganization',
      tags,
      summary: 'Take a merge back; answers the organization that had been merged, with its companies',
      params,
      response: { 200: organizationSchema, ...problems },
    },
    handler: ({ principal: { workspaceId, actor }, params: { id } }) =>
      unmergeOrganization(db, workspaceId, actor, id),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/organizations/:id/split',
    config: { needs: 'work' },
    schema: {
      operationId: 'splitOrganization',
      tags,
      summary: 'Make a new organization of some of its companies; mappings, decisions and rules go with them',
      params,
      body: organizationBodySchema.extend({ companyIds: z.array(idSchema).min(1).max(500) }),
      response: { 201: organizationSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id }, body }, reply) =>
      reply.status(201).send(await splitOrganization(db, workspaceId, actor, id, body)),
  });
}
