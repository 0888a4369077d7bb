import { forgetDigestTimes } from '../../database/queries/alerts.ts';
import { recordAudit } from '../../database/queries/audit.ts';
import { lockRuns } from '../../database/queries/runs.ts';
import { forgetNextSyncs } from '../../database/queries/schedules.ts';
import { loadSources } from '../../database/queries/sources.ts';
import { getWorkspace, updateWorkspace, type Workspace } from '../../database/queries/workspaces.ts';
import { notFound, Problem } from '../../problem.ts';
import { runWithin } from '../../reconciliation/run.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { workspacePatchSchema, workspaceSchema } from '../schemas/workspace.ts';

function present({ isDemo: _, lastPsaSyncAt, ...workspace }: Workspace) {
  return { ...workspace, lastPsaSyncAt: lastPsaSyncAt?.toISOString() ?? null };
}

/** The workspace a request acts in, and its settings. */
export function registerWorkspace(app: App, context: AppContext): void {
  const { db } = context;

  app.route({
    method: 'GET',
    url: '/api/v1/workspace',
    config: { needs: 'read' },
    schema: {
      operationId: 'getWorkspace',
      tags: ['workspace'],
      summary: 'The workspace and its settings',
      response: { 200: workspaceSchema, ...problems },
    },
    handler: async ({ principal }) => present(await requireWorkspace(context, principal.workspaceId)),
  });

  app.route({
    method: 'PATCH',
    url: '/api/v1/workspace',
    config: { needs: 'administer' },
    schema: {
      operationId: 'updateWorkspace',
      tags: ['workspace'],
      summary: 'Change settings; the reconciliation follows before the answer',
      body: workspacePatchSchema,
      response: { 200: workspaceSchema, ...problems },
    },
    handler: async ({ principal: { workspaceId, actor }, body }) => {
      const before = present(await requireWorkspace(context, workspaceId));
      if (body.defaultPsaIntegrationId !== undefined) {
        await requirePsa(context, workspaceId, body.defaultPsaIntegrationId);
      }
      await db.transaction(async (client) => {
        // Before the workspace's row, which a run under way writes when it ends.
        await lockRuns(client, workspaceId);
        await updateWorkspace(client, workspaceId, withoutUndefined(body));
        if (body.timeZone !== undefined) {
          await forgetNextSyncs(client, workspaceId);
          await forgetDigestTimes(client, workspaceId);
        }
        const entry = {
          action: 'workspace.update',
          subjectKind: 'workspace',
          subjectId: workspaceId,
          before,
          after: body,
        };
        await recordAudit(client, workspaceId, actor, [entry]);
        await runWithin(client, { workspaceId, trigger: 'settings' });
      });
      return present(await requireWorkspace(context, workspaceId));
    },
  });
}

async function requireWorkspace({ db }: AppContext, workspaceId: string): Promise<Workspace> {
  const workspace = await getWorkspace(db.pool, workspaceId);
  if (workspace === null) {
    throw notFound('a workspace');
  }
  return workspace;
}

async function requirePsa(
  { db, connectors }: AppContext,
  workspaceId: string,
  integrationId: string,
): Promise<void> {
  const source = (await loadSources(db.pool, workspaceId)).get(integrationId);
  if (source === undefined || source.isRemoved) {
    throw notFound('an integration');
  }
  if (!connectors.get(source.vendor)?.capabilities.includes('agreements')) {
    throw new Problem('refused', `${source.name} has no agreements, so it cannot be the default PSA.`);
  }
}

/** Drops fields that were not sent: exact optional types tell them from ones that are. */
function withoutUndefined<Body extends object>(
  body: Body,
): { [Field in keyof Body]: Exclude<Body[Field], undefined> } {
  return Object.fromEntries(Object.entries(body).filter(([, value]) => value !== undefined)) as never;
}
