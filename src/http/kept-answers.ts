import type { FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { App } from './context.ts';

const BYTES_MAX = 32 * 1024 * 1024;

type KeptAnswer = { revision: number; body: Buffer };

declare module 'fastify' {
  interface FastifyRequest {
    /** Settles the answer that others wait for; null: nobody can. */
    settleAnswer: (() => void) | null;
  }
}

/**
 * Keeps the answers of routes that ask for it and gives them again while the workspace's revision is the one they were
 * made under: nothing they show can have changed. Who asks is checked before, as for every request. Of several requests
 * for one new answer the first makes it and the others wait.
 */
export function installKeptAnswers(app: App): void {
  const answers = new LRUCache<string, KeptAnswer>({
    maxSize: BYTES_MAX,
    sizeCalculation: ({ body }) => body.length + 200,
  });
  const inTheMaking = new Map<string, Promise<void>>();
  app.decorateRequest('settleAnswer', null);
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.config.isKept !== true) {
      return undefined;
    }
    const made = `${keyOf(request)} ${request.principal.revision}`;
    await inTheMaking.get(made);
    const kept = answers.get(keyOf(request));
    if (kept?.revision === request.principal.revision) {
      return reply.type('application/json; charset=utf-8').send(kept.body);
    }
    const { promise, resolve } = Promise.withResolvers<void>();
    inTheMaking.set(made, promise);
    request.settleAnswer = () => {
      inTheMaking.delete(made);
      resolve();
    };
    return undefined;
  });
  app.addHook('onSend', async (request, reply, payload) => {
    if (request.settleAnswer !== null && reply.statusCode === 200 && typeof payload === 'string') {
      answers.set(keyOf(request), { revision: request.principal.revision, body: Buffer.from(payload) });
    }
    return payload;
  });
  // Whatever becomes of the request, nobody waits for it longer than it lives.
  const settle = async (request: FastifyRequest): Promise<void> => request.settleAnswer?.();
  app.addHook('onResponse', settle);
  app.addHook('onRequestAbort', settle);
}

function keyOf({ principal, url }: FastifyRequest): string {
  return `${principal.workspaceId} ${url}`;
}
