import { z } from 'zod';
import type { Actor } from '../../database/queries/audit.ts';
import { getIntegration } from '../../database/queries/integrations.ts';
import { listSyncRuns, type SyncRun, type SyncRunRef } from '../../database/queries/sync-runs.ts';
import { notFound } from '../../problem.ts';
import { followRun } from '../../sync/follow.ts';
import { presentSyncRun } from '../../sync/present.ts';
import { cancelSync, discardSync, findSyncRun, releaseSync } from '../../sync/steer.ts';
import type { App, AppContext } from '../context.ts';
import { toEventStream } from '../event-stream.ts';
import { problems } from '../problems-schema.ts';
import { csvOf, idSchema, listOf, pageQuery } from '../schemas/common.ts';
import { SYNC_STATUSES, syncRunSchema } from '../schemas/integrations.ts';

const tags = ['syncs'];
const params = z.object({ id: idSchema });

/** Sync runs: watching them, cancelling them, and what becomes of held ones. */
export function registerSyncRuns(app: App, context: AppContext): void {
  registerReading(app, context);
  registerEvents(app, context);
  const steering = { release: releaseSync, discard: discardSync, cancel: cancelSync };
  const summaries = {
    release: 'Merge what a held sync read, however much it removes',
    discard: 'Drop what a held sync read; the source is back at its last good sync',
    cancel: 'Stop a sync that is queued or running; nothing of it is kept',
  };
  for (const verb of ['release', 'discard', 'cancel'] as const) {
    registerSteering(app, context, { verb, summary: summaries[verb], steer: steering[verb] });
  }
}

function registerReading(app: App, context: AppContext): void {
  const { pool } = context.db;

  app.route({
    method: 'GET',
    url: '/api/v1/sync-runs',
    config: { needs: 'read' },
    schema: {
      operationId: 'listSyncRuns',
      tags,
      summary: 'Sync runs, newest first',
      querystring: z.strictObject({
        ...pageQuery,
        integrationId: idSchema.optional(),
        status: csvOf(SYNC_STATUSES).optional(),
      }),
      response: { 200: listOf(syncRunSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const { integrationId } = query;
      if (integrationId !== undefined && (await getIntegration(pool, workspaceId, integrationId)) === null) {
        throw notFound('an integration');
      }
      const page = await listSyncRuns(pool, workspaceId, query, query);
      return { ...page, items: page.items.map(presentSyncRun) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/sync-runs/:id',
    config: { needs: 'read' },
    schema: {
      operationId: 'getSyncRun',
      tags,
      summary: 'One sync run',
      params,
      response: { 200: syncRunSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, params: { id } }) =>
      presentSyncRun(await findSyncRun(context, { workspaceId, syncRunId: id })),
  });
}

function registerEvents(app: App, context: AppContext): void {
  const closing = new AbortController();
  app.addHook('preClose', async () => closing.abort());

  app.route({
    method: 'GET',
    url: '/api/v1/sync-runs/:id/events',
    config: { needs: 'read' },
    schema: {
      operationId: 'followSyncRun',
      tags,
      summary: 'The run now and after every change, as Server-Sent Events, until it has finished',
      params,
      response: {
        200: z.string().describe('text/event-stream; every event is a SyncRun as JSON'),
        ...problems,
      },
    },
    handler: async ({ principal: { workspaceId }, params: { id } }, reply) => {
      const run = { workspaceId, syncRunId: id };
      await findSyncRun(context, run);
      const stream = toEventStream((signal) => presented(context, run, signal), closing.signal);
      reply.header('content-type', 'text/event-stream; charset=utf-8').header('cache-control', 'no-store');
      // Tells nginx not to collect events before it passes them on.
      return reply.header('x-accel-buffering', 'no').send(stream as never);
    },
  });
}

async function* presented(context: AppContext, run: SyncRunRef, signal: AbortSignal) {
  for await (const present of followRun(context.db, run, signal)) {
    yield presentSyncRun(present);
  }
}

type Steering = {
  verb: string;
  summary: string;
  steer: (context: AppContext, actor: Actor, run: SyncRunRef) => Promise<SyncRun>;
};

function registerSteering(app: App, context: AppContext, { verb, summary, steer }: Steering): void {
  app.route({
    method: 'POST',
    url: `/api/v1/sync-runs/:id/${verb}`,
    config: { needs: 'work' },
    schema: {
      operationId: `${verb}SyncRun`,
      tags,
      summary,
      params,
      response: { 200: syncRunSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id } }) =>
      presentSyncRun(await steer(context, actor, { workspaceId, syncRunId: id })),
  });
}
