import staticFiles from '@fastify/static';
import type { App } from './context.ts';

/** A month, for files whose name changes with their content. */
const ASSET_MAX_AGE = 30 * 24 * 60 * 60;

/** Serves the built page; every address that is not the API's is one of its views. */
export async function servePage(app: App, webRoot: string): Promise<void> {
  await app.register(staticFiles, {
    root: webRoot,
    wildcard: false,
    index: false,
    cacheControl: false,
    preCompressed: true,
    setHeaders: (reply, path) => {
      const isAsset = path.includes('/assets/');
      reply.header('cache-control', isAsset ? `public, max-age=${ASSET_MAX_AGE}, immutable` : 'no-cache');
    },
  });

  // The old address of the page; bookmarks and links from elsewhere go on working.
  app.get('/reconciliation', { schema: { hide: true } }, (request, reply) => {
    const at = request.url.indexOf('?');
    const query = at < 0 ? '' : request.url.slice(at);
    return reply.redirect(`/billing/reconciliation/reconciliation${query}`, 308);
  });

  app.get('/*', { schema: { hide: true } }, (request, reply) => {
    if (request.url.startsWith('/api/') || request.url.startsWith('/assets/')) {
      return reply.callNotFound();
    }
    return reply.sendFile('index.html');
  });
}
