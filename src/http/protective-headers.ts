import { createHash } from 'node:crypto';
import helmet from '@fastify/helmet';
import type { FastifyInstance } from 'fastify';
import type { App } from './context.ts';

/** A year, which ASVS 3.4.1 asks for. */
const HSTS_S = 365 * 24 * 60 * 60;

/** Nothing inline but style attributes, which the page's components set for layout; nothing from elsewhere. */
const CONTENT_SECURITY = {
  defaultSrc: ["'self'"],
  scriptSrc: ["'self'"],
  styleSrc: ["'self'", "'unsafe-inline'"],
  imgSrc: ["'self'", 'data:'],
  fontSrc: ["'self'"],
  connectSrc: ["'self'"],
  objectSrc: ["'none'"],
  frameAncestors: ["'none'"],
  // Self-hosted instances begin on plain HTTP.
  upgradeInsecureRequests: null,
};

/**
 * Tells browsers what the page may load and who may frame it, and keeps answers of the API out of every cache.
 * @param publicUrl where people open the page; with https, browsers come back by HTTPS only.
 */
export async function installProtectiveHeaders(app: App, publicUrl: string | null): Promise<void> {
  await app.register(helmet, {
    // Sign-in looks at where a request comes from, which browsers leave out without a referrer.
    referrerPolicy: { policy: 'same-origin' },
    contentSecurityPolicy: { directives: CONTENT_SECURITY },
    hsts: publicUrl?.startsWith('https:') ? { maxAge: HSTS_S, includeSubDomains: true } : false,
  });
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/') && !reply.hasHeader('cache-control')) {
      reply.header('cache-control', 'no-store');
    }
  });
}

/** The viewer of the API's description starts itself with inline scripts: the ones it came with may run, and no other. */
export function allowOwnInlineScripts(docs: FastifyInstance): void {
  docs.addHook('onSend', async (_request, reply, payload) => {
    const isPage = String(reply.getHeader('content-type') ?? '').startsWith('text/html');
    if (isPage && typeof payload === 'string') {
      const hashes = inlineScriptsOf(payload).map((script) => `'sha256-${sha256(script)}'`);
      const policy = [
        "default-src 'self' data:",
        `script-src 'self' ${hashes.join(' ')}`,
        "style-src 'self' 'unsafe-inline'",
        "object-src 'none'; base-uri 'none'; frame-ancestors 'none'",
      ];
      reply.header('content-security-policy', policy.join('; '));
    }
    return payload;
  });
}

function inlineScriptsOf(html: string): string[] {
  const scripts = html.matchAll(/<script([^>]*)>([\s\S]*?)<\/script>/g);
  return [...scripts].flatMap(([, attributes = '', text = '']) => (/\bsrc=/.test(attributes) ? [] : [text]));
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('base64');
}
