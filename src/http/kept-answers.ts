import type { FastifyReply, FastifyRequest } from 'fastify';
import { LRUCache } from 'lru-cache';
import type { Database } from '../database/connect.ts';
import { getRevision } from '../database/queries/workspaces.ts';
import type { App } from './context.ts';

const BYTES_MAX = 32 * 1024 * 1024;

type KeptAnswer = { revision: number; body: Buffer };

declare module 'fastify' {
  interface FastifyRequest {
    /** The workspace's revision before the answer was made, where it is to be kept. */
    revision: number | null;
  }
}

/**
 * Keeps the answers of routes that ask for it and gives them again while the workspace's revision is the one they were
 * made under: nothing they show can have changed. Who asks is checked before, as for every request.
 */
export function installKeptAnswers(app: App, db: Database): void {
  const answers = new LRUCache<string, KeptAnswer>({
    maxSize: BYTES_MAX,
    sizeCalculation: ({ body }) => body.length + 200,
  });
  app.decorateRequest('revision', null);
  app.addHook('preHandler', (request, reply) => answerAgain(db, answers, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    const { revision } = request;
    if (revision !== null && reply.statusCode === 200 && typeof payload === 'string') {
      answers.set(keyOf(request), { revision, body: Buffer.from(payload) });
    }
    return payload;
  });
}

async function answerAgain(
  db: Database,
  answers: LRUCache<string, KeptAnswer>,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  if (request.routeOptions.config.isKept !== true) {
    return undefined;
  }
  // Read before the answer is made: what changes meanwhile makes the answer out of date, never the other way round.
  const revision = await getRevision(db.pool, request.principal.workspaceId);
  const kept = answers.get(keyOf(request));
  if (kept?.revision === revision) {
    return reply.type('application/json; charset=utf-8').send(kept.body);
  }
  request.revision = revision;
  return undefined;
}

function keyOf({ principal, url }: FastifyRequest): string {
  return `${principal.workspaceId} ${url}`;
}
