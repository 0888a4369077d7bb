import { createHash } from 'node:crypto';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Database } from '../database/connect.ts';
import { claimKey, completeKey, releaseKey } from '../database/queries/idempotency.ts';
import { Problem } from '../problem.ts';
import type { App } from './context.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The Idempotency-Key this request has claimed and must settle. */
    claimedKey: string | null;
  }
}

/** Honours Idempotency-Key on every POST: the same key with the same request gets the first answer again. */
export function installIdempotency(app: App, db: Database): void {
  app.decorateRequest('claimedKey', null);
  app.addHook('preHandler', (request, reply) => answerAgain(db, request, reply));
  app.addHook('onSend', async (request, reply, payload) => {
    await settle(db, request, reply, payload);
    return payload;
  });
}

async function answerAgain(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const key = request.headers['idempotency-key'];
  if (
    request.method !== 'POST' ||
    request.routeOptions.config.needs === undefined ||
    typeof key !== 'string'
  ) {
    return undefined;
  }
  if (key.length > 200) {
    throw new Problem('invalid-input', 'The Idempotency-Key is longer than 200 characters.');
  }
  const { workspaceId } = request.principal;
  const fingerprint = fingerprintOf(request);
  const earlier = await claimKey(db.pool, workspaceId, key, fingerprint);
  if (earlier === null) {
    request.claimedKey = key;
    return undefined;
  }
  if (earlier.request !== fingerprint) {
    throw new Problem('refused', 'This Idempotency-Key was used for another request. Use a new one.');
  }
  if (earlier.status === 0) {
    throw new Problem('conflict', 'The same request is still being answered. Try again in a moment.');
  }
  if (request.routeOptions.config.answersSecret) {
    throw new Problem(
      'conflict',
      'This was done already. Its answer held a secret that is not stored: end what was made, and make another.',
    );
  }
  return reply.status(earlier.status).type('application/json').send(earlier.body);
}

function fingerprintOf(request: FastifyRequest): string {
  const { method, url, body } = request;
  const content = Buffer.isBuffer(body) ? body : JSON.stringify(body ?? null);
  return createHash('sha256').update(`${method} ${url}\n`).update(content).digest('base64');
}

/** Only what succeeded is kept: a refused request may be sent again once the reason is gone. */
async function settle(
  db: Database,
  request: FastifyRequest,
  reply: FastifyReply,
  payload: unknown,
): Promise<void> {
  const key = request.claimedKey;
  if (key === null) {
    return;
  }
  request.claimedKey = null;
  const { workspaceId } = request.principal;
  if (reply.statusCode < 300 && typeof payload === 'string') {
    const kept = request.routeOptions.config.answersSecret ? '' : payload;
    await completeKey(db.pool, workspaceId, key, reply.statusCode, kept);
  } else {
    await releaseKey(db.pool, workspaceId, key);
  }
}
