import { deliveryOf, metricsOf } from '../connectors/connector.ts';
import { organizationExists } from '../database/queries/organization-exists.ts';
import type { ResultFilter } from '../database/queries/result-filter.ts';
import { getRun } from '../database/queries/runs.ts';
import { loadSources } from '../database/queries/sources.ts';
import { notFound } from '../problem.ts';
import type { AppContext } from './context.ts';

type Query = {
  runId?: string | undefined;
  organizationId?: string | undefined;
  integrationId?: string | undefined;
  q?: string | undefined;
};

/**
 * The page's filters as a filter on results.
 * @throws Problem not-found for an id that is not the workspace's.
 */
export async function toResultFilter(
  context: AppContext,
  workspaceId: string,
  query: Query,
): Promise<ResultFilter> {
  const { organizationId, integrationId, q } = query;
  const runId = await findRunId(context, workspaceId, query.runId);
  if (
    organizationId !== undefined &&
    !(await organizationExists(context.db.pool, workspaceId, organizationId))
  ) {
    throw notFound('an organization');
  }
  if (integrationId === undefined) {
    return { organizationId, q, runId };
  }
  const source = (await loadSources(context.db.pool, workspaceId)).get(integrationId);
  if (source === undefined) {
    throw notFound('an integration');
  }
  const connector = context.connectors.get(source.vendor);
  const metrics = source.isRemoved ? [] : metricsOf(deliveryOf(connector, source.delivers));
  return { organizationId, integration: { id: integrationId, metrics }, q, runId };
}

/** @throws Problem not-found for an id of the page's filters that is not the workspace's: nothing found would read as nothing there. */
export async function requireOwnScope(
  context: AppContext,
  workspaceId: string,
  { organizationId, integrationId }: Pick<Query, 'organizationId' | 'integrationId'>,
): Promise<void> {
  await toResultFilter(context, workspaceId, { organizationId, integrationId });
}

async function findRunId(
  { db }: AppContext,
  workspaceId: string,
  runId: string | undefined,
): Promise<number | undefined> {
  if (runId === undefined) {
    return undefined;
  }
  const run = await getRun(db.pool, workspaceId, runId);
  if (run === null) {
    throw notFound('a reconciliation run');
  }
  return run.id;
}
