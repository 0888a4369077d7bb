import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { CLIENT_ADDRESS_HEADER, signIn } from '../../accounts/auth.ts';
import { passkeyHost } from '../../accounts/passkeys.ts';
import { createOwner } from '../../accounts/set-up.ts';
import { hasPeople, listMemberships } from '../../database/queries/accounts.ts';
import { listTableViews } from '../../database/queries/table-views.ts';
import type { AppOptions } from '../app.ts';
import { getSession } from '../authenticate.ts';
import type { App } from '../context.ts';
import { isFromThisMachine } from '../demo-access.ts';
import { permissionsOf } from '../policy.ts';
import { problems } from '../problems-schema.ts';
import { sessionSchema, setupBodySchema } from '../schemas/workspace.ts';

/** Who is signed in, the set-up of a new instance, and better-auth's own addresses. */
export function registerAccounts(app: App, options: AppOptions): void {
  registerSession(app, options);
  registerSetUp(app, options);
  app.route({
    method: ['GET', 'POST'],
    url: '/api/auth/*',
    schema: { hide: true },
    handler: (request, reply) => passToBetterAuth(options, request, reply),
  });
}

function registerSession(app: App, { context, auth, demo }: AppOptions): void {
  const { config } = context;
  const { pool } = context.db.acrossWorkspaces;
  const instance = {
    isDemo: demo.isDemoInstance,
    sendsLetters: config.accounts.mail !== null,
    provider: config.accounts.provider?.name ?? null,
    passkeyHost: passkeyHost(config.accounts.publicUrl),
  };
  app.route({
    method: 'GET',
    url: '/api/v1/session',
    schema: {
      operationId: 'getSession',
      tags: ['accounts'],
      summary: 'Whether the instance is set up, and who is signed in',
      security: [],
      response: { 200: sessionSchema, ...problems },
    },
    handler: async (request, reply) => {
      let session = await getSession(auth, request);
      if (session === null && instance.isDemo && isFromThisMachine(request)) {
        const cookies = await demo.signIn();
        reply.header('set-cookie', cookies);
        const cookie = cookies.map((text) => text.split(';')[0]).join('; ');
        session = await auth.api.getSession({ headers: new Headers({ cookie }) });
      }
      if (session === null) {
        const state = (await hasPeople(pool)) ? ('signed_out' as const) : ('needs_setup' as const);
        return { state, ...instance, user: null, workspaces: [], tableViews: {} };
      }
      const { id, name, email } = session.user;
      const memberships = await listMemberships(pool, id);
      const workspaces = memberships.map((one) => ({ ...one, may: permissionsOf(one.role) }));
      const tableViews = await listTableViews(pool, id);
      const user = { id, name, email };
      return { state: 'signed_in' as const, ...instance, user, workspaces, tableViews };
    },
  });
}

function registerSetUp(app: App, { context, auth, setUpCode, demo }: AppOptions): void {
  app.route({
    method: 'POST',
    url: '/api/v1/setup',
    schema: {
      operationId: 'setUp',
      tags: ['accounts'],
      summary: 'Own a new instance, with the code printed in its terminal',
      security: [],
      body: setupBodySchema,
      response: { 201: z.object({ workspaceId: z.string() }), ...problems },
    },
    handler: async (request, reply) => {
      const { body } = request;
      setUpCode.check(body.code);
      const owner = { ...body, isDemo: body.withDemo };
      const { workspaceId } = await createOwner(context.db, auth, owner);
      if (body.withDemo) {
        await demo.load(workspaceId);
      }
      reply.header('set-cookie', await signIn(auth, body, deviceOf(request)));
      return reply.status(201).send({ workspaceId });
    },
  });
}

/** Which browser asks, and from where, as the list of sessions shows it. */
function deviceOf({ ip, headers }: FastifyRequest): Headers {
  return new Headers({ 'user-agent': headers['user-agent'] ?? '', [CLIENT_ADDRESS_HEADER]: ip });
}

/** Who signs in, out, or changes how they do, is in the log; what they sent is not. A refusal is worth a warning. */
function noteAttempt({ method, log, ip }: FastifyRequest, path: string, status: number): void {
  if (method === 'POST') {
    const level = status >= 400 ? 'warn' : 'info';
    log[level]({ of: 'accounts', path, status, address: ip }, 'account request');
  }
}

async function passToBetterAuth(
  { auth }: AppOptions,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(request.headers)) {
    if (typeof value === 'string' && name !== CLIENT_ADDRESS_HEADER && name !== 'content-length') {
      headers.set(name, value);
    }
  }
  headers.set(CLIENT_ADDRESS_HEADER, request.ip);
  // A proxy is believed where a request comes from, not where it goes: `request.host` would be the proxy's word.
  const url = new URL(request.url, `http://${request.headers.host ?? ''}`);
  const body = request.body === undefined ? null : JSON.stringify(request.body);
  const response = await auth.handler(new Request(url, { method: request.method, headers, body }));
  noteAttempt(request, url.pathname, response.status);
  reply.status(response.status);
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') {
      reply.header(name, value);
    }
  }
  const cookies = response.headers.getSetCookie();
  return (cookies.length > 0 ? reply.header('set-cookie', cookies) : reply).send(await response.text());
}
