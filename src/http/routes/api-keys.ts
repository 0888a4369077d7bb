import { z } from 'zod';
import { createApiKey, endApiKey } from '../../accounts/api-keys.ts';
import { type ListedApiKey, listApiKeys } from '../../database/queries/api-keys.ts';
import { Problem } from '../../problem.ts';
import type { App, AppContext } from '../context.ts';
import { mayGive } from '../policy.ts';
import { problems } from '../problems-schema.ts';
import { apiKeySchema, newKeySchema } from '../schemas/api-keys.ts';
import { idSchema, listOf, pageQuery } from '../schemas/common.ts';

function present({ createdAt, lastUsedAt, expiresAt, revokedAt, ...key }: ListedApiKey) {
  return {
    ...key,
    createdAt: createdAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
    expiresAt: expiresAt?.toISOString() ?? null,
    revokedAt: revokedAt?.toISOString() ?? null,
  };
}

/** The keys that scripts sign in with. */
export function registerApiKeys(app: App, { db }: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/api-keys',
    config: { needs: 'administer' },
    schema: {
      operationId: 'listApiKeys',
      tags: ['administration'],
      summary: 'The API keys of the workspace, without the keys themselves',
      querystring: z.strictObject(pageQuery),
      response: { 200: listOf(apiKeySchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const page = await listApiKeys(db.pool, workspaceId, query);
      return { ...page, items: page.items.map(present) };
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/api-keys',
    config: { needs: 'administer', answersSecret: true },
    schema: {
      operationId: 'createApiKey',
      tags: ['administration'],
      summary: 'Make a key; it is shown in this answer and never again',
      body: newKeySchema,
      response: { 201: z.object({ id: idSchema, key: z.string() }), ...problems },
    },
    handler: async ({ principal: { workspaceId, role, actor }, body }, reply) => {
      if (!mayGive(role, body.role)) {
        throw new Problem('not-allowed', `A ${role} cannot make a key that may more than a ${role}.`);
      }
      const expiresAt = body.expiresAt == null ? null : new Date(body.expiresAt);
      if (expiresAt !== null && expiresAt.getTime() <= Date.now()) {
        const errors = [{ path: 'expiresAt', message: 'must be in the future' }];
        throw new Problem('invalid-input', 'The key would have expired already.', errors);
      }
      return reply.status(201).send(await createApiKey(db, workspaceId, actor, { ...body, expiresAt }));
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/api-keys/:id',
    config: { needs: 'administer' },
    schema: {
      operationId: 'revokeApiKey',
      tags: ['administration'],
      summary: 'End a key at once',
      params: z.object({ id: idSchema }),
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id } }, reply) => {
      await endApiKey(db, workspaceId, actor, id);
      return reply.status(204).send(null);
    },
  });
}
