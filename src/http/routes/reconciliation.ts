import { z } from 'zod';
import type { Queryable } from '../../database/connect.ts';
import { loadFindingDecisions } from '../../database/queries/findings.ts';
import { getLineItem, measureOf } from '../../database/queries/line-items.ts';
import {
  listResults,
  type NamedStoredResult,
  type ResultSort,
} from '../../database/queries/reconciliation.ts';
import { getRun, getRunOfDay, listRuns, type Run } from '../../database/queries/runs.ts';
import { loadSources } from '../../database/queries/sources.ts';
import { summarize } from '../../database/queries/summary.ts';
import { listTopOrganizations } from '../../database/queries/top-organizations.ts';
import { getWorkspace, type Workspace } from '../../database/queries/workspaces.ts';
import { RESULT_STATUSES } from '../../domain/status.ts';
import { notFound, Problem } from '../../problem.ts';
import { collectEvidence } from '../../reconciliation/evidence.ts';
import { collectPastEvidence } from '../../reconciliation/past-evidence.ts';
import { type AsOf, decidedBy, presentResult } from '../../reconciliation/present.ts';
import { runReconciliation, tryRun } from '../../reconciliation/run.ts';
import { loadSourcesFor } from '../../reconciliation/sources.ts';
import { trendOf } from '../../reconciliation/trend.ts';
import type { App, AppContext } from '../context.ts';
import { toResultFilter } from '../filters.ts';
import { problems } from '../problems-schema.ts';
import {
  countedListOf,
  countedPageQuery,
  csvOf,
  daySchema,
  idSchema,
  listOf,
  pageQuery,
  scopeQuery,
} from '../schemas/common.ts';
import {
  dryRunSchema,
  evidenceSchema,
  organizationFindingsSchema,
  RECONCILIATION_SORTS,
  resultSchema,
  runSchema,
  summarySchema,
  trendSchema,
} from '../schemas/reconciliation.ts';

const filterQuery = {
  ...scopeQuery,
  runId: idSchema.optional().describe('shows a past run'),
  status: csvOf(RESULT_STATUSES).optional().describe('one or several, comma-separated'),
  q: z.string().max(200).optional(),
};
const SORTS = RECONCILIATION_SORTS.flatMap((sort) => [sort, `-${sort}`]) as [string, ...string[]];

/** The reconciliation's rows, totals, evidence and runs. */
export function registerReconciliation(app: App, context: AppContext): void {
  registerRows(app, context);
  registerTrend(app, context);
  registerTopOrganizations(app, context);
  registerEvidence(app, context);
  registerRuns(app, context);
}

function registerRows(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/reconciliation',
    config: { needs: 'read', feature: 'reconciliation', isKept: true },
    schema: {
      operationId: 'listResults',
      tags: ['reconciliation'],
      summary: 'The result of every mapped line',
      querystring: z.strictObject({
        ...countedPageQuery,
        ...filterQuery,
        sort: z.enum(SORTS).default('-impact').describe('with - for descending'),
      }),
      response: { 200: countedListOf(resultSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const filter = await toResultFilter(context, workspaceId, query);
      const page = await listResults(
        context.db.pool,
        workspaceId,
        { ...filter, statuses: query.status },
        {
          ...query,
          sort: query.sort.replace('-', '') as ResultSort,
          isDescending: query.sort.startsWith('-'),
        },
      );
      const run =
        filter.runId === undefined ? null : await getRun(context.db.pool, workspaceId, String(filter.runId));
      const asOf = run === null ? await presentAsOf(context, workspaceId) : asOfRun(run);
      const ids = page.items.map((row) => row.line_item_id);
      const decisions = await loadFindingDecisions(context.db.pool, workspaceId, ids);
      const present = (row: NamedStoredResult) => {
        const decided = decisions.get(row.line_item_id);
        return presentResult(
          row,
          asOf,
          run === null || decided === undefined ? decided : decidedBy(decided, run.createdAt),
        );
      };
      return { ...page, items: page.items.map(present) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/reconciliation/summary',
    config: { needs: 'read', feature: 'reconciliation', isKept: true },
    schema: {
      operationId: 'summarizeResults',
      tags: ['reconciliation'],
      summary: 'Money and findings of a view, and how much of the billing was checked',
      querystring: z.strictObject(filterQuery),
      response: { 200: summarySchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const filter = await toResultFilter(context, workspaceId, query);
      return summarize(context.db.pool, workspaceId, { ...filter, statuses: query.status });
    },
  });
}

function registerTrend(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/reconciliation/trend',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'getTrend',
      tags: ['reconciliation'],
      summary: 'Money by status at the end of each day',
      querystring: z.strictObject({
        ...scopeQuery,
        q: filterQuery.q,
        status: filterQuery.status,
        from: daySchema.optional(),
        to: daySchema.optional(),
      }),
      response: { 200: trendSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const workspace = await getWorkspace(context.db.pool, workspaceId);
      if (workspace === null) {
        throw notFound('a workspace');
      }
      const filter = await toResultFilter(context, workspaceId, query);
      return { items: await trendOf(context.db, workspace, { ...filter, statuses: query.status }, query) };
    },
  });
}

function registerTopOrganizations(app: App, { db }: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/reconciliation/organizations',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listTopOrganizations',
      tags: ['reconciliation'],
      summary: 'The organizations with the most money in discrepancies, a row a currency',
      querystring: z.strictObject({ limit: z.coerce.number().int().min(1).max(100).default(10) }),
      response: { 200: z.object({ items: z.array(organizationFindingsSchema) }), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => ({
      items: await listTopOrganizations(db.pool, workspaceId, query.limit),
    }),
  });
}

/** When the data of each source are from. */
async function presentAsOf({ db }: AppContext, workspaceId: string): Promise<AsOf> {
  const sources = await loadSources(db.pool, workspaceId);
  return (id) => (id === null ? null : (sources.get(id)?.lastGoodSyncAt ?? null));
}

/** When they were from at a past run. */
function asOfRun({ asOf }: Run): AsOf {
  return (id) => {
    const time = id === null ? null : (asOf[id] ?? null);
    return time === null ? null : new Date(time);
  };
}

function registerEvidence(app: App, context: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/reconciliation/:lineItemId/evidence',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'getEvidence',
      tags: ['reconciliation'],
      summary: "The records behind a line's count: counted, and left out with the reasons",
      params: z.object({ lineItemId: idSchema }),
      querystring: z.strictObject({
        ...pageQuery,
        since: z
          .union([z.iso.date(), z.string().regex(/^\d{1,18}$/)])
          .optional()
          .describe('the run, or the day at whose end, the changes are told from'),
        runId: filterQuery.runId,
      }),
      response: { 200: evidenceSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, params: { lineItemId }, query }) => {
      const { pool } = context.db;
      const workspace = await getWorkspace(pool, workspaceId);
      const row = await getLineItem(pool, workspaceId, lineItemId);
      if (workspace === null || row === null) {
        throw notFound('a line item');
      }
      const since = query.since === undefined ? undefined : await findRun(pool, workspace, query.since);
      const page = { ...query, since };
      if (query.runId !== undefined) {
        const run = await requireRun(pool, workspaceId, query.runId);
        return collectPastEvidence(pool, workspaceId, lineItemId, run, page);
      }
      const measure = measureOf(row);
      if (measure === null) {
        throw new Problem(
          'refused',
          'This line is compared with nothing, so there are no records behind it.',
        );
      }
      const scope = row.organization_id === null ? [] : [row.organization_id];
      const sources = await loadSourcesFor(pool, workspaceId, scope, workspace.staleAfterHours, new Date());
      return (await collectEvidence(pool, workspaceId, sources, row.organization_id, measure, page)).evidence;
    },
  });
}

/**
 * @param since a run's id, or a day: then the last run of it or before it, or null
 * @throws Problem not-found for a run that does not exist
 */
async function findRun(db: Queryable, { id, timeZone }: Workspace, since: string): Promise<Run | null> {
  if (since.includes('-')) {
    return getRunOfDay(db, id, timeZone, since);
  }
  return requireRun(db, id, since);
}

async function requireRun(db: Queryable, workspaceId: string, runId: string): Promise<Run> {
  const run = await getRun(db, workspaceId, runId);
  if (run === null) {
    throw notFound('a reconciliation run');
  }
  return run;
}

function presentRun({ id, createdAt, trigger, changedRows, totals }: Run) {
  return { id: String(id), createdAt: createdAt.toISOString(), trigger, changedRows, totals };
}

function registerRuns(app: App, context: AppContext): void {
  app.route({
    method: 'POST',
    url: '/api/v1/reconciliation/runs',
    config: { needs: 'work', feature: 'reconciliation' },
    schema: {
      operationId: 'runReconciliation',
      tags: ['reconciliation'],
      summary: 'Reconcile the workspace now; answers when the run is complete',
      querystring: z.strictObject({
        dryRun: z.stringbool().default(false).describe('true: nothing is stored'),
      }),
      response: { 200: dryRunSchema, 201: runSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }, reply) => {
      if (query.dryRun) {
        const { changedRows, totals } = await tryRun(context.db, { workspaceId, trigger: 'person' });
        return reply.status(200).send({ changedRows, totals });
      }
      const run = await runReconciliation(context.db, { workspaceId, trigger: 'person' });
      return reply.status(201).send({ ...run, createdAt: run.createdAt.toISOString() });
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/reconciliation/runs',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'listRuns',
      tags: ['reconciliation'],
      summary: 'Reconciliation runs, latest first',
      querystring: z.strictObject({
        ...pageQuery,
        all: z.stringbool().default(false).describe('also runs that changed nothing'),
      }),
      response: { 200: listOf(runSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const page = await listRuns(context.db.pool, workspaceId, { ...query, includesUnchanged: query.all });
      return { ...page, items: page.items.map(presentRun) };
    },
  });

  app.route({
    method: 'GET',
    url: '/api/v1/reconciliation/runs/:id',
    config: { needs: 'read', feature: 'reconciliation' },
    schema: {
      operationId: 'getRun',
      tags: ['reconciliation'],
      summary: 'One reconciliation run',
      params: z.object({ id: idSchema }),
      response: { 200: runSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId }, params: { id } }) => {
      return presentRun(await requireRun(context.db.pool, workspaceId, id));
    },
  });
}
