import { timingSafeEqual } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { hashApiKey } from '../../accounts/api-keys.ts';
import { listWorkspaces, type OperatedWorkspace } from '../../database/queries/operator.ts';
import { PLANS } from '../../domain/plans.ts';
import { notFound, Problem } from '../../problem.ts';
import { changeOperated, createOperated } from '../../workspaces/operate.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema, listOf, pageQuery } from '../schemas/common.ts';
import { createdWorkspaceSchema, operatedSchema } from '../schemas/operator.ts';

function present({ createdAt, suspendedAt, ...workspace }: OperatedWorkspace) {
  return {
    ...workspace,
    createdAt: createdAt.toISOString(),
    suspendedAt: suspendedAt?.toISOString() ?? null,
  };
}

/** What whoever runs the instance may do to workspaces; nothing of their content is reachable from here. */
export function registerOperator(app: App, context: AppContext): void {
  const { db, config } = context;
  const requireOperator = async (request: FastifyRequest): Promise<void> =>
    checkOperator(request, config.operatorKey);

  app.route({
    method: 'GET',
    url: '/api/v1/operator/workspaces',
    onRequest: requireOperator,
    schema: {
      operationId: 'listOperatedWorkspaces',
      tags: ['operator'],
      summary: 'Every workspace of the instance, oldest first',
      querystring: z.strictObject(pageQuery),
      response: { 200: listOf(operatedSchema), ...problems },
    },
    handler: async ({ query }) => {
      const page = await listWorkspaces(db.acrossWorkspaces.pool, query);
      return { ...page, items: page.items.map(present) };
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/operator/workspaces',
    onRequest: requireOperator,
    schema: {
      operationId: 'createWorkspace',
      tags: ['operator'],
      summary:
        "Make a workspace with its owner's first API key, which is shown in this answer and never again",
      body: z.strictObject({ name: z.string().trim().min(1).max(200), plan: z.enum(PLANS) }),
      response: { 201: createdWorkspaceSchema, ...problems },
    },
    handler: async ({ body }, reply) => {
      const { workspace, apiKey } = await createOperated(db, body);
      return reply.status(201).send({ workspace: present(workspace), apiKey });
    },
  });

  app.route({
    method: 'PATCH',
    url: '/api/v1/operator/workspaces/:id',
    onRequest: requireOperator,
    schema: {
      operationId: 'updateOperatedWorkspace',
      tags: ['operator'],
      summary: 'Set the plan; suspend or resume',
      params: z.object({ id: idSchema }),
      body: z.strictObject({ plan: z.enum(PLANS).optional(), suspended: z.boolean().optional() }),
      response: { 200: operatedSchema, ...problems },
    },
    handler: async ({ params: { id }, body }) => {
      const workspace = await changeOperated(db, id, body);
      if (workspace === null) {
        throw notFound('a workspace');
      }
      return present(workspace);
    },
  });
}

/** @throws Problem not-found where the instance has no operator, not-signed-in for another key */
function checkOperator(request: FastifyRequest, operatorKey: string | null): void {
  if (operatorKey === null) {
    throw new Problem('not-found', 'This instance has no operator. Set TIEOUT_OPERATOR_KEY to have one.');
  }
  const given = /^bearer\s+(.+)$/i.exec(request.headers.authorization ?? '')?.[1]?.trim() ?? '';
  if (!timingSafeEqual(hashApiKey(given), hashApiKey(operatorKey))) {
    throw new Problem('not-signed-in', 'Send the operator key as “Authorization: Bearer …”.');
  }
}
