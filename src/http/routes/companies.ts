import { z } from 'zod';
import type { Database } from '../../database/connect.ts';
import type { Actor } from '../../database/queries/audit.ts';
import { getIntegration } from '../../database/queries/integrations.ts';
import {
  ignoreCompany,
  linkCompanies,
  linkCompany,
  unignoreCompany,
  unlinkCompany,
} from '../../organizations/companies.ts';
import { rejectMatch, withdrawRejection } from '../../organizations/rejections.ts';
import {
  type CompanyWithSuggestions,
  findCompany,
  listCompaniesWithSuggestions,
} from '../../organizations/suggestions.ts';
import { unlinkCompanies } from '../../organizations/unlink-many.ts';
import { notFound } from '../../problem.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { csvOf, idSchema, listOf, pageQuery } from '../schemas/common.ts';
import {
  COMPANY_STATES,
  companyBulkLinkBodySchema,
  companyBulkUnlinkBodySchema,
  companyLinkBodySchema,
  companyRejectionBodySchema,
  companySchema,
} from '../schemas/organizations.ts';

const tags = ['organizations'];
const params = z.object({ id: idSchema });

/** Companies: each integration's idea of a client, and which organization it belongs to. */
export function registerCompanies(app: App, context: AppContext): void {
  registerReading(app, context);
  registerLinking(app, context);
  registerBulk(app, context);
  registerRejecting(app, context);
  const acts = [
    {
      method: 'DELETE',
      path: 'link',
      operationId: 'unlinkCompany',
      summary: 'Take a company off its organization',
      act: unlinkCompany,
    },
    {
      method: 'POST',
      path: 'ignore',
      operationId: 'ignoreCompany',
      summary: 'Say that a company is no client',
      act: ignoreCompany,
    },
    {
      method: 'DELETE',
      path: 'ignore',
      operationId: 'unignoreCompany',
      summary: 'Undo ignoring a company',
      act: unignoreCompany,
    },
  ] as const;
  for (const act of acts) {
    registerAct(app, context, act);
  }
}

function present({
  suggestions,
  domains,
  tenantId,
  isDecided,
  rejectedOrganizationIds,
  ...company
}: CompanyWithSuggestions) {
  return { ...company, suggestions: suggestions.map(({ isExact: _, ...suggestion }) => suggestion) };
}

function registerReading(app: App, { db }: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/companies',
    config: { needs: 'read' },
    schema: {
      operationId: 'listCompanies',
      tags,
      summary: 'Companies by name, unlinked ones with suggestions, best first',
      querystring: z.strictObject({
        ...pageQuery,
        integrationId: idSchema.optional(),
        state: csvOf(COMPANY_STATES).optional(),
        q: z.string().max(200).optional().describe('part of the name'),
      }),
      response: { 200: listOf(companySchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const { integrationId } = query;
      if (
        integrationId !== undefined &&
        (await getIntegration(db.pool, workspaceId, integrationId)) === null
      ) {
        throw notFound('an integration');
      }
      const page = await listCompaniesWithSuggestions(db, workspaceId, query, query);
      return { ...page, items: page.items.map(present) };
    },
  });
}

function registerLinking(app: App, { db }: AppContext): void {
  app.route({
    method: 'PUT',
    url: '/api/v1/companies/:id/link',
    config: { needs: 'work' },
    schema: {
      operationId: 'linkCompany',
      tags,
      summary:
        'Link a company to an organization, or to a new one; the reconciliation follows before the answer',
      params,
      body: companyLinkBodySchema,
      response: { 200: companySchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id }, body }) => {
      await linkCompany(db, workspaceId, actor, id, body);
      return present(await findCompany(db, workspaceId, id));
    },
  });
}

function registerBulk(app: App, { db }: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/companies/bulk-link',
    config: { needs: 'work' },
    schema: {
      operationId: 'bulkLinkCompanies',
      tags,
      summary: 'Link many companies, all or none',
      body: companyBulkLinkBodySchema,
      response: { 200: z.object({ linked: z.number().int() }), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body: { items } }) => {
      await linkCompanies(db, workspaceId, actor, items);
      return { linked: items.length };
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/companies/bulk-unlink',
    config: { needs: 'work' },
    schema: {
      operationId: 'bulkUnlinkCompanies',
      tags,
      summary: 'Take back the links of many companies, all or none; the organizations may be suggested again',
      body: companyBulkUnlinkBodySchema,
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body: { companyIds } }, reply) => {
      await unlinkCompanies(db, workspaceId, actor, companyIds);
      return reply.status(204).send(null);
    },
  });
}

function registerRejecting(app: App, { db }: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/companies/:id/rejections',
    config: { needs: 'work' },
    schema: {
      operationId: 'rejectCompanyMatch',
      tags,
      summary: 'Say that a company is not an organization: it is not suggested again',
      params,
      body: companyRejectionBodySchema,
      response: { 200: companySchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id }, body: { organizationId } }) => {
      await rejectMatch(db, workspaceId, actor, { companyId: id, organizationId });
      return present(await findCompany(db, workspaceId, id));
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/companies/:id/rejections/:organizationId',
    config: { needs: 'work' },
    schema: {
      operationId: 'withdrawCompanyRejection',
      tags,
      summary: 'Take back that a company is not an organization',
      params: params.extend({ organizationId: idSchema }),
      response: { 200: companySchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, params: { id, organizationId } }) => {
      await withdrawRejection(db, workspaceId, actor, { companyId: id, organizationId });
      return present(await findCompany(db, workspaceId, id));
    },
  });
}

type Act = {
  method: 'POST' | 'DELETE';
  path: string;
  operationId: string;
  summary: string;
  act: (db: Database, workspaceId: string, actor: Actor, companyId: string) => Promise<void>;
};

function registerAct(app: App, { db }: AppContext, { method, path, operationId, summary, act }: Act): void {
  app.route({
    method,
    url: `/api/v1/companies/:id/${path}`,
    config: { needs: 'work' },
    schema: { operationId, tags, summary, params, response: { 200: companySchema, ...problems } },
    handler: async ({ principal: { workspaceId, actor }, params: { id } }) => {
      await act(db, workspaceId, actor, id);
      return present(await findCompany(db, workspaceId, id));
    },
  });
}
