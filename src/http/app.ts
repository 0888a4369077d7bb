import { readFile } from 'node:fs/promises';
import swagger from '@fastify/swagger';
import scalar from '@scalar/fastify-api-reference';
import fastify, { type FastifyBaseLogger, LogController, type RouteOptions } from 'fastify';
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod';
import type { Auth } from '../accounts/auth.ts';
import type { SetUpCode } from '../accounts/set-up.ts';
import { inWorkspace } from '../database/workspace-scope.ts';
import { Authentication, requireFeature, requirePermission } from './authenticate.ts';
import type { App, AppContext, Principal } from './context.ts';
import type { DemoAccess } from './demo-access.ts';
import { answerFrameworkError, installErrorHandlers } from './errors.ts';
import { installIdempotency } from './idempotency.ts';
import { installKeptAnswers } from './kept-answers.ts';
import { servePage } from './page.ts';
import { allowOwnInlineScripts, installProtectiveHeaders } from './protective-headers.ts';
import { limitByKey } from './rate-limit.ts';
import { registerAccounts } from './routes/accounts.ts';
import { registerAdministration } from './routes/administration.ts';
import { registerAlerts } from './routes/alerts.ts';
import { registerApiKeys } from './routes/api-keys.ts';
import { registerCompanies } from './routes/companies.ts';
import { registerFindings } from './routes/findings.ts';
import { registerHealth } from './routes/health.ts';
import { registerIntegrations } from './routes/integrations.ts';
import { registerInvitations } from './routes/invitations.ts';
import { registerLineDecisions } from './routes/line-decisions.ts';
import { registerLineItems } from './routes/line-items.ts';
import { registerMappings } from './routes/mappings.ts';
import { registerNewItems } from './routes/new-items.ts';
import { registerOperator } from './routes/operator.ts';
import { registerOrganizations } from './routes/organizations.ts';
import { registerReconciliation } from './routes/reconciliation.ts';
import { registerRules } from './routes/rules.ts';
import { registerSuggestions } from './routes/suggestions.ts';
import { registerSyncRuns } from './routes/sync-runs.ts';
import { registerTableViews } from './routes/table-views.ts';
import { registerUnbilled } from './routes/unbilled.ts';
import { registerUploads } from './routes/uploads.ts';
import { registerVendors } from './routes/vendors.ts';
import { registerWorkspace } from './routes/workspace.ts';
import { refuseUnusableInput } from './unusable-input.ts';

export type AppOptions = {
  context: AppContext;
  auth: Auth;
  setUpCode: SetUpCode;
  logger: FastifyBaseLogger;
  version: string;
  /** The folder of the built page. */
  webRoot: string;
  /** How the demo is signed in and loaded; null where the instance has none to offer. */
  demo: DemoAccess;
  /** How long a request may take to arrive. */
  requestTimeoutMs?: number;
  /** Sees every route as it is registered, hidden ones too; for tests that walk them. */
  onRoute?: (route: RouteOptions) => void;
};

const BODY_LIMIT = 4 * 1024 * 1024;
const REQUEST_TIMEOUT_MS = 60_000;

/** The HTTP server: the API, its OpenAPI document, and the page. */
export async function createApp(options: AppOptions): Promise<App> {
  const { context, auth, logger, requestTimeoutMs = REQUEST_TIMEOUT_MS } = options;
  const app: App = fastify({
    loggerInstance: logger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_LIMIT,
    // From anyone else, headers that say who was in front are taken for nothing.
    trustProxy: context.config.trustedProxies.length > 0 && [...context.config.trustedProxies],
    requestTimeout: requestTimeoutMs,
    // How often Node looks for requests that take too long to arrive.
    http: { connectionsCheckingInterval: requestTimeoutMs / 2, headersTimeout: requestTimeoutMs },
    forceCloseConnections: true,
    frameworkErrors: answerFrameworkError,
    routerOptions: { maxParamLength: 200 },
  });
  if (options.onRoute !== undefined) {
    app.addHook('onRoute', options.onRoute);
  }
  app.setValidatorCompiler(validatorCompiler);
  app.setSerializerCompiler(serializerCompiler);
  installErrorHandlers(app);
  readBodiesAsJsonOnly(app);
  await installProtectiveHeaders(app, context.config.accounts.publicUrl);
  app.decorateRequest('principal');
  const authentication = new Authentication(context.db, auth);
  const limitKey = limitByKey(context.config.keyRequestsPerMinute);
  app.addHook('onRequest', async (request, reply) => {
    const { needs, feature } = request.routeOptions.config;
    if (needs !== undefined) {
      request.principal = await authentication.identify(request);
      await limitKey(request, reply);
      requirePermission(request.principal, needs);
      requireFeature(request.principal, feature);
    }
  });
  // Once the body has been read, whose arrival is no part of the flow: the rest is done in the workspace of whoever asks.
  app.addHook('preValidation', ({ principal }: { principal?: Principal }, _, done) => {
    if (principal === undefined) {
      done();
    } else {
      inWorkspace(principal.workspaceId, done);
    }
  });
  refuseUnusableInput(app);
  installIdempotency(app, context.db);
  installKeptAnswers(app);
  await documentApi(app, options.version);

  registerHealth(app, context, options.version);
  registerAccounts(app, options);
  registerWorkspace(app, context);
  registerVendors(app, context);
  registerIntegrations(app, context);
  registerUploads(app, context);
  registerSyncRuns(app, context);
  registerOrganizations(app, context);
  registerCompanies(app, context);
  registerLineItems(app, context);
  registerMappings(app, context);
  registerLineDecisions(app, context);
  registerReconciliation(app, context);
  registerFindings(app, context);
  registerNewItems(app, context);
  registerAdministration(app, context);
  registerInvitations(app, options);
  registerApiKeys(app, context);
  registerAlerts(app, context);
  registerOperator(app, context);
  registerSuggestions(app, context);
  registerTableViews(app, context);
  registerUnbilled(app, context);
  registerRules(app, context);
  await servePage(app, options.webRoot);
  return app;
}

/** Other content types are refused, which also keeps simple cross-site forms out; an empty body is no body. */
function readBodiesAsJsonOnly(app: App): void {
  app.removeAllContentTypeParsers();
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') {
      done(null, undefined);
    } else {
      void parse(request, body as string, done);
    }
  });
}

async function documentApi(app: App, version: string): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Tieout API',
        version,
        description: 'Reconciles what a managed service provider bills with what it delivers.',
        license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
      },
      components: {
        securitySchemes: {
          apiKey: { type: 'http', scheme: 'bearer', description: 'An API key of the workspace' },
          session: { type: 'apiKey', in: 'cookie', name: 'better-auth.session_token' },
        },
      },
      security: [{ apiKey: [] }, { session: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: jsonSchemaTransformObject,
  });
  app.get('/api/openapi.json', { schema: { hide: true } }, () => app.swagger());
  await app.register(async (docs) => {
    allowOwnInlineScripts(docs);
    await docs.register(scalar, {
      routePrefix: '/api/docs',
      configuration: { url: '/api/openapi.json', withDefaultFonts: false, telemetry: false },
    });
  });
}

/** The product's version, from package.json. */
export async function readVersion(): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8');
  const { version } = JSON.parse(text) as { version: string };
  return version;
}
