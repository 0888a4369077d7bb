import { z } from 'zod';
import { deliveryOf } from '../../connectors/connector.ts';
import {
  changeIntegration,
  createIntegration,
  disconnect,
  findIntegration,
  type IntegrationWithSync,
  listWithSyncs,
} from '../../integrations/integrations.ts';
import { testIntegration } from '../../integrations/open.ts';
import { presentSyncRun } from '../../sync/present.ts';
import { startSyncs } from '../../sync/start.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema, listOf, pageQuery } from '../schemas/common.ts';
import {
  integrationBodySchema,
  integrationPatchSchema,
  integrationSchema,
  listedIntegrationSchema,
  syncBodySchema,
  testResultSchema,
} from '../schemas/integrations.ts';

const tags = ['integrations'];
const params = z.object({ id: idSchema });

/** Integrations: the workspace's connections to vendors, and starting their syncs. */
export function registerIntegrations(app: App, context: AppContext): void {
  registerReading(app, context);
  registerChanging(app, context);
  registerCalling(app, context);
}

function presenter({ connectors }: AppContext) {
  return ({
    settings,
    delivers,
    lastGoodSyncAt,
    lastSync,
    createdAt,
    schedule,
    nextSyncAt,
    timeZone,
    pausedAt,
    ...integration
  }: IntegrationWithSync) => {
    const nextAt = pausedAt === null ? nextSyncAt : null;
    return {
      ...integration,
      schedule:
        schedule === null ? null : { cron: schedule, timeZone, nextAt: nextAt?.toISOString() ?? null },
      pausedAt: pausedAt?.toISOString() ?? null,
      capabilities: [...deliveryOf(connectors.get(integration.vendor), delivers).capabilities],
      credentials: settings,
      lastGoodSyncAt: lastGoodSyncAt?.toISOString() ?? null,
      lastSync: lastSync === null ? null : presentSyncRun(lastSync),
      createdAt: createdAt.toISOString(),
    };
  };
}

function registerReading(app: App, context: AppContext): void {
  const present = presenter(context);

  app.route({
    method: 'GET',
    url: '/api/v1/integrations',
    config: { needs: 'read' },
    schema: {
      operationId: 'listIntegrations',
      tags,
      summary: 'Integrations by name, each with its latest sync',
      querystring: z.strictObject({
        ...pageQuery,
        counts: z.stringbool().default(true).describe('false: leaves out the counts, which take time'),
      }),
      response: { 200: listOf(listedIntegrationSchema), ...problems },
    },
    handler: async ({ principal, query }) => {
      const page = await listWithSyncs(context.db, principal.workspaceId, query);
      const items = page.items.map(present);
      return { ...page, items: query.counts ? items : items.map(({ counts: _, ...item }) => item) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/integrations/:id',
    config: { needs: 'read' },
    schema: {
      operationId: 'getIntegration',
      tags,
      summary: 'One integration',
      params,
      response: { 200: integrationSchema, ...problems },
    },
    handler: async ({ principal, params: { id } }) =>
      present(await findIntegration(context.db, principal.workspaceId, id)),
  });
}

function registerChanging(app: App, context: AppContext): void {
  const present = presenter(context);

  app.route({
    method: 'POST',
    url: '/api/v1/integrations',
    config: { needs: 'administer' },
    schema: {
      operationId: 'createIntegration',
      tags,
      summary: 'Connect a vendor; the first PSA becomes the default by itself',
      body: integrationBodySchema,
      response: { 201: integrationSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body }, reply) => {
      const created = await createIntegration(context, workspaceId, actor, body);
      return reply.status(201).send(present(created));
    },
  });

  app.route({
    method: 'PATCH',
    url: '/api/v1/integrations/:id',
    config: { needs: 'administer' },
    schema: {
      operationId: 'updateIntegration',
      tags,
      summary: 'Rename an integration, change its credentials or its schedule, pause or resume it',
      params,
      body: integrationPatchSchema,
      response: { 200: integrationSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id }, body }) =>
      present(await changeIntegration(context, workspaceId, actor, id, body)),
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/integrations/:id',
    config: { needs: 'administer' },
    schema: {
      operationId: 'deleteIntegration',
      tags,
      summary: 'Disconnect a vendor: its secrets and records go, mappings to it stay and read unknown',
      params,
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id } }, reply) => {
      await disconnect(context, workspaceId, actor, id);
      return reply.status(204).send(null);
    },
  });
}

function registerCalling(app: App, context: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/integrations/:id/test',
    config: { needs: 'administer' },
    schema: {
      operationId: 'testIntegration',
      tags,
      summary: 'Ask the vendor whether the credentials work, and say what it said',
      params,
      response: { 200: testResultSchema, ...problems },
    },
    handler: ({ principal, params: { id } }) => testIntegration(context, principal.workspaceId, id),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/integrations/:id/sync',
    config: { needs: 'work' },
    schema: {
      operationId: 'syncIntegration',
      tags,
      summary: 'Sync one integration in the background; 409 while one is under way, and while it is paused',
      params,
      response: { 202: z.object({ syncRunId: idSchema }), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id } }, reply) => {
      const [syncRunId = ''] = await startSyncs(context, workspaceId, actor, { integrationIds: [id] });
      return reply.status(202).send({ syncRunId });
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/sync',
    config: { needs: 'work' },
    schema: {
      operationId: 'sync',
      tags,
      summary:
        'Sync the default PSA, the integrations named, or all that are neither paused nor syncing already',
      body: syncBodySchema.nullish(),
      response: { 202: z.object({ syncRunIds: z.array(idSchema) }), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body }, reply) => {
      const syncRunIds = await startSyncs(context, workspaceId, actor, body ?? {});
      return reply.status(202).send({ syncRunIds });
    },
  });
}
