import type { QueryClient } from '@tanstack/react-query';
import {
  type AnyRoute,
  createRootRouteWithContext,
  createRoute,
  createRouter,
  lazyRouteComponent,
  redirect,
} from '@tanstack/react-router';
import { sessionQuery } from './api/session.ts';
import { workspaceQuery } from './api/workspace.ts';
import { validateActivitySearch } from './features/activity/activity-search.ts';
import { askForRows } from './features/billing/api/ask-for-rows.ts';
import { tabFrom, validateBillingSearch } from './features/billing/billing-search.ts';
import { validateIntegrationsSearch } from './features/integrations/integrations-search.ts';
import { validateOrganizationsSearch } from './features/organizations/organizations-search.ts';
import { validateOverviewSearch } from './features/overview/overview-search.ts';
import { validateRulesSearch } from './features/rules/rules-search.ts';
import { validateSettingsSearch } from './features/settings/settings-search.ts';
import { validateUnbilledSearch } from './features/unbilled/unbilled-search.ts';
import { LoadError } from './routes/load-error.tsx';
import { NotFound } from './routes/not-found.tsx';
import { requirePaidPlan, requireSignedIn, requireState, safeNext } from './routes/session-gate.ts';

type RouterContext = { queryClient: QueryClient };

const rootRoute = createRootRouteWithContext<RouterContext>()({ notFoundComponent: NotFound });

const signInRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/sign-in',
  validateSearch: (search: Record<string, unknown>): { next?: string; error?: string } => {
    const next = safeNext(search.next);
    return {
      ...(next === undefined ? {} : { next }),
      // The sign-in provider's way back ends here where it let nobody in.
      ...(typeof search.error === 'string' ? { error: search.error } : {}),
    };
  },
  beforeLoad: ({ context }) => requireState(context.queryClient, 'signed_out'),
  component: lazyRouteComponent(() => import('./routes/front-pages.ts'), 'SignInPage'),
});

const welcomeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/welcome',
  // A code that is all digits arrives as a number: the router parses values as JSON.
  validateSearch: (search: Record<string, unknown>): { code?: string } =>
    search.code === undefined ? {} : { code: String(search.code) },
  beforeLoad: ({ context }) => requireState(context.queryClient, 'needs_setup'),
  component: lazyRouteComponent(() => import('./routes/front-pages.ts'), 'WelcomePage'),
});

const invitationRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/invitation',
  validateSearch: (search: Record<string, unknown>): { token: string } => ({
    token: String(search.token ?? ''),
  }),
  // Who is signed in decides what the page asks for.
  beforeLoad: async ({ context }) => {
    await context.queryClient.ensureQueryData(sessionQuery);
  },
  component: lazyRouteComponent(() => import('./routes/front-pages.ts'), 'InvitationPage'),
});

const forgotPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/forgot-password',
  beforeLoad: ({ context }) => requireState(context.queryClient, 'signed_out'),
  component: lazyRouteComponent(() => import('./routes/front-pages.ts'), 'ForgotPasswordPage'),
});

const resetPasswordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reset-password',
  validateSearch: (search: Record<string, unknown>): { token: string } => ({
    token: String(search.token ?? ''),
  }),
  component: lazyRouteComponent(() => import('./routes/front-pages.ts'), 'ResetPasswordPage'),
});

const shellRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'shell',
  beforeLoad: ({ context, location }) => requireSignedIn(context.queryClient, location.href),
  component: lazyRouteComponent(() => import('./features/session/signed-in-shell.tsx'), 'SignedInShell'),
});

const homeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/',
  beforeLoad: async ({ context }) => {
    const workspace = await context.queryClient.ensureQueryData(workspaceQuery);
    throw workspace.defaultPsaIntegrationId === null
      ? redirect({ to: '/setup' })
      : redirect({ to: '/overview' });
  },
});

const overviewRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/overview',
  validateSearch: validateOverviewSearch,
  beforeLoad: ({ context }) => requirePaidPlan(context.queryClient),
  component: lazyRouteComponent(() => import('./features/overview/overview-page.tsx'), 'OverviewPage'),
});

const setupRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/setup',
  component: lazyRouteComponent(() => import('./routes/workspace-pages.ts'), 'SetupPage'),
});

const upgradeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/upgrade',
  component: lazyRouteComponent(() => import('./routes/workspace-pages.ts'), 'UpgradePage'),
});

const billingHomeRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/billing/reconciliation',
  validateSearch: validateBillingSearch,
  beforeLoad: async ({ context, search }) => {
    await requirePaidPlan(context.queryClient);
    throw redirect({
      to: '/billing/reconciliation/$tab',
      params: { tab: 'reconciliation' },
      search,
      replace: true,
    });
  },
});

const billingRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/billing/reconciliation/$tab',
  params: { parse: ({ tab }) => ({ tab: tabFrom(tab) }), stringify: ({ tab }) => ({ tab }) },
  validateSearch: validateBillingSearch,
  beforeLoad: async ({ cause, context, params, search }) => {
    await requirePaidPlan(context.queryClient);
    // Asked for while the page is still being drawn, not after.
    if (cause === 'enter') askForRows(context.queryClient, params.tab, search);
  },
  component: lazyRouteComponent(() => import('./features/billing/billing-page.tsx'), 'BillingPage'),
});

const unbilledRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/unbilled',
  validateSearch: validateUnbilledSearch,
  beforeLoad: ({ context }) => requirePaidPlan(context.queryClient),
  component: lazyRouteComponent(() => import('./routes/workspace-pages.ts'), 'UnbilledPage'),
});

const rulesRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/rules',
  validateSearch: validateRulesSearch,
  beforeLoad: ({ context }) => requirePaidPlan(context.queryClient),
  component: lazyRouteComponent(() => import('./features/rules/rules-page.tsx'), 'RulesPage'),
});

const organizationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/organizations',
  validateSearch: validateOrganizationsSearch,
  component: lazyRouteComponent(() => import('./routes/workspace-pages.ts'), 'OrganizationsPage'),
});

const integrationsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/integrations',
  validateSearch: validateIntegrationsSearch,
  component: lazyRouteComponent(() => import('./routes/workspace-pages.ts'), 'IntegrationsPage'),
});

const activityRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/activity',
  validateSearch: validateActivitySearch,
  component: lazyRouteComponent(() => import('./routes/workspace-pages.ts'), 'ActivityPage'),
});

const settingsRoute = createRoute({
  getParentRoute: () => shellRoute,
  path: '/settings',
  validateSearch: validateSettingsSearch,
  component: lazyRouteComponent(() => import('./routes/workspace-pages.ts'), 'SettingsPage'),
});

const routeTree = rootRoute.addChildren([
  signInRoute,
  welcomeRoute,
  invitationRoute,
  forgotPasswordRoute,
  resetPasswordRoute,
  shellRoute.addChildren([
    homeRoute,
    overviewRoute,
    setupRoute,
    upgradeRoute,
    billingHomeRoute,
    billingRoute,
    unbilledRoute,
    rulesRoute,
    organizationsRoute,
    integrationsRoute,
    activityRoute,
    settingsRoute,
  ]),
]);

/** The routes of the page; the type is inferred, because it is what types every link. */
export function createAppRouter(queryClient: QueryClient) {
  const router = createRouter({
    routeTree,
    context: { queryClient },
    defaultPreload: 'intent',
    defaultPendingMs: 300,
    defaultErrorComponent: LoadError,
    scrollRestoration: true,
  });
  // A page's script is fetched while the session is still being asked for, not after.
  router.subscribe('onBeforeLoad', ({ toLocation }) => {
    const routes: Record<string, AnyRoute | undefined> = router.routesById;
    for (const { routeId } of router.matchRoutes(toLocation)) {
      void routes[routeId]?.options.component?.preload?.();
    }
  });
  return router;
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}
