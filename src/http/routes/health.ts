import { z } from 'zod';
import type { App, AppContext } from '../context.ts';

/** Liveness and readiness; no sign-in. */
export function registerHealth(app: App, { db }: AppContext, version: string): void {
  app.route({
    method: 'GET',
    url: '/api/health',
    schema: {
      operationId: 'getHealth',
      tags: ['operation'],
      summary: 'Whether the instance can serve requests',
      security: [],
      response: {
        200: z.object({ status: z.literal('ok'), version: z.string() }),
        503: z.object({ status: z.literal('unavailable'), version: z.string() }),
      },
    },
    handler: async (_request, reply) => {
      try {
        await db.acrossWorkspaces.pool.query('SELECT 1');
        return { status: 'ok' as const, version };
      } catch {
        return reply.status(503).send({ status: 'unavailable', version });
      }
    },
  });
}
