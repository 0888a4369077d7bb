import { z } from 'zod';
import { listProductsInUse } from '../../database/queries/products.ts';
import type { StoredRule } from '../../database/queries/rules.ts';
import { exportRules, importRules, tryImport } from '../../rules/exchange.ts';
import { ruleOptions } from '../../rules/options.ts';
import { presentRules } from '../../rules/present.ts';
import { previewRule } from '../../rules/preview.ts';
import { changeRule, createRule, listInOrder, removeRule } from '../../rules/rules.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { idSchema } from '../schemas/common.ts';
import { mappingOptionsSchema } from '../schemas/line-items.ts';
import {
  ruleBodySchema,
  ruleChangeSchema,
  ruleFileSchema,
  ruleImportSchema,
  rulePreviewSchema,
  ruleProductSchema,
  ruleSchema,
} from '../schemas/rules.ts';

const tags = ['rules'];
const params = z.object({ id: idSchema });

/** Rules: one mapping for the lines of a product, now and later. */
export function registerRules(app: App, context: AppContext): void {
  registerReading(app, context);
  registerChoices(app, context);
  registerChanging(app, context);
  registerRemoving(app, context);
}

async function present({ db }: AppContext, workspaceId: string, rule: StoredRule) {
  const [presented] = await presentRules(db.pool, workspaceId, [rule]);
  if (presented === undefined) throw new Error('a rule was given but not presented');
  return presented;
}

function registerReading(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/rules',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listRules',
      tags,
      summary: 'All rules, in order of precedence: the first that is about a line maps it',
      response: { 200: z.object({ items: z.array(ruleSchema) }), ...problems },
    },
    handler: async ({ principal: { workspaceId } }) => ({
      items: await presentRules(context.db.pool, workspaceId, await listInOrder(context, workspaceId)),
    }),
  });

  app.route({
    method: 'GET',
    url: '/api/v1/rules/export',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'exportRules',
      tags,
      summary: 'The rules as a text file that diffs well',
      response: { 200: z.string().describe('JSON, one property a line'), ...problems },
    },
    handler: async ({ principal: { workspaceId } }, reply) =>
      reply
        .header('content-disposition', 'attachment; filename="tieout-rules.json"')
        .type('application/json')
        .serializer((text: string) => text)
        .send(await exportRules(context, workspaceId)),
  });

  app.route({
    method: 'POST',
    url: '/api/v1/rules/preview',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'previewRule',
      tags,
      summary: 'What a rule would map and find if it were saved',
      body: z.union([
        ruleBodySchema,
        ruleChangeSchema.extend({ id: idSchema.describe('a rule that is there') }),
      ]),
      response: { 200: rulePreviewSchema, ...problems },
    },
    handler: ({ principal: { workspaceId }, body }) => {
      if (!('id' in body)) return previewRule(context, workspaceId, { body });
      const { id, ...changes } = body;
      return previewRule(context, workspaceId, { id, changes });
    },
  });
}

/** As many products as a person can look through; a search finds the others. */
const PRODUCTS_SHOWN = 50;

function registerChoices(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/rules/products',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listRuleProducts',
      tags,
      summary: 'Products that a rule can be for, those with most unmapped lines first; fifty at most',
      querystring: z.strictObject({ q: z.string().trim().max(200).optional() }),
      response: { 200: z.object({ items: z.array(ruleProductSchema) }), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query: { q = '' } }) => {
      const found = await listProductsInUse(context.db.pool, workspaceId, {
        q: q === '' ? null : q,
        limit: PRODUCTS_SHOWN,
      });
      return {
        items: found.map(({ key, name, lines, unmapped }) => ({ productKey: key, name, lines, unmapped })),
      };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/rules/options',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'getRuleOptions',
      tags,
      summary: 'What a rule can map lines to, with counts over all organizations',
      querystring: z.strictObject({
        productKey: z.string().min(1).max(300).optional().describe('absent: a rule by a pattern'),
        integrationId: idSchema.optional(),
      }),
      response: { 200: mappingOptionsSchema, ...problems },
    },
    handler: ({ principal: { workspaceId }, query }) => ruleOptions(context, workspaceId, query),
  });
}

function registerChanging(app: App, context: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/rules',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'createRule',
      tags,
      summary: 'Make a rule; the lines it is about are mapped before the answer',
      body: ruleBodySchema,
      response: { 201: ruleSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body }, reply) => {
      const rule = await createRule(context, workspaceId, actor, body);
      return reply.status(201).send(await present(context, workspaceId, rule));
    },
  });

  app.route({
    method: 'PATCH',
    url: '/api/v1/rules/:id',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'updateRule',
      tags,
      summary: 'Change a rule; the lines it mapped follow',
      params,
      body: ruleChangeSchema,
      response: { 200: ruleSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id }, body }) =>
      present(context, workspaceId, await changeRule(context, workspaceId, actor, id, body)),
  });
}

function registerRemoving(app: App, context: AppContext): void {
  app.route({
    method: 'DELETE',
    url: '/api/v1/rules/:id',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'deleteRule',
      tags,
      summary: 'Remove a rule',
      params,
      querystring: z.strictObject({
        mappings: z.enum(['keep', 'remove']).default('keep').describe('what becomes of the lines it mapped'),
      }),
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id }, query }, reply) => {
      await removeRule(context, workspaceId, actor, id, { keepsMappings: query.mappings === 'keep' });
      return reply.status(204).send(null);
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/rules/import',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'importRules',
      tags,
      summary: 'Take over the rules of an exported file, all or none; rules that are not in it stay',
      querystring: z.strictObject({
        dryRun: z.enum(['true', 'false']).default('false').describe('true: nothing is stored'),
      }),
      body: ruleFileSchema,
      response: {
        200: ruleImportSchema,
        ...problems,
      },
    },
    handler: ({ principal: { workspaceId, actor }, body, query }) =>
      query.dryRun === 'true'
        ? tryImport(context, workspaceId, body)
        : importRules(context, workspaceId, actor, body),
  });
}
