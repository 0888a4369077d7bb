import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import { acceptInvitation, lookAtInvitation, type Person } from '../../accounts/accept-invitation.ts';
import { type Auth, signIn } from '../../accounts/auth.ts';
import { invite, withdrawInvitation } from '../../accounts/invitations.ts';
import { type Invitation, listInvitations } from '../../database/queries/invitations.ts';
import type { AppOptions } from '../app.ts';
import { getSession, refuseForeignOrigin } from '../authenticate.ts';
import type { App, AppContext } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { limitByAddress } from '../rate-limit.ts';
import { idSchema, listOf, pageQuery } from '../schemas/common.ts';
import {
  acceptBodySchema,
  invitationBodySchema,
  invitationSchema,
  lookBodySchema,
  lookSchema,
  newInvitationSchema,
} from '../schemas/invitations.ts';

/** As many as sign-in allows. */
const ATTEMPTS_PER_MINUTE = 10;
/** The page looks before it accepts, and people open a link more than once. */
const LOOKS_PER_MINUTE = 30;

function present({ createdAt, expiresAt, ...invitation }: Invitation) {
  return { ...invitation, createdAt: createdAt.toISOString(), expiresAt: expiresAt.toISOString() };
}

/** Asking people into a workspace, and their answer. */
export function registerInvitations(app: App, options: AppOptions): void {
  registerInviting(app, options.context);
  registerAccepting(app, options);
}

function registerInviting(app: App, { db }: AppContext): void {
  app.route({
    method: 'GET',
    url: '/api/v1/invitations',
    config: { needs: 'administer' },
    schema: {
      operationId: 'listInvitations',
      tags: ['administration'],
      summary: 'Invitations that can still be accepted, latest first; without their links',
      querystring: z.strictObject(pageQuery),
      response: { 200: listOf(invitationSchema), ...problems },
    },
    handler: async ({ principal: { workspaceId }, query }) => {
      const page = await listInvitations(db.pool, workspaceId, query);
      return { ...page, items: page.items.map(present) };
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/invitations',
    config: { needs: 'administer', answersSecret: true },
    schema: {
      operationId: 'createInvitation',
      tags: ['administration'],
      summary: 'Invite someone; the link is shown in this answer and never again, and no e-mail is sent',
      body: invitationBodySchema,
      response: { 201: newInvitationSchema, ...problems },
    },
    handler: async ({ principal, body }, reply) => {
      const { invitation, token } = await invite(db, principal.workspaceId, principal, body);
      return reply.status(201).send({ invitation: present(invitation), path: `/invitation?token=${token}` });
    },
  });

  app.route({
    method: 'DELETE',
    url: '/api/v1/invitations/:id',
    config: { needs: 'administer' },
    schema: {
      operationId: 'withdrawInvitation',
      tags: ['administration'],
      summary: 'End an invitation; its link is refused from now on',
      params: z.object({ id: idSchema }),
      response: { 204: z.null(), ...problems },
    },
    handler: async ({ principal, params: { id } }, reply) => {
      await withdrawInvitation(db, principal.workspaceId, principal, id);
      return reply.status(204).send(null);
    },
  });
}

function registerAccepting(app: App, { context, auth }: AppOptions): void {
  const { db } = context;
  app.route({
    method: 'POST',
    url: '/api/v1/invitations/look-up',
    onRequest: limitByAddress(LOOKS_PER_MINUTE),
    schema: {
      operationId: 'lookUpInvitation',
      tags: ['accounts'],
      summary: 'What an invitation is for, by the token of its link',
      security: [],
      body: lookBodySchema,
      response: { 200: lookSchema, ...problems },
    },
    handler: async ({ body: { token } }) => {
      const { expiresAt, ...look } = await lookAtInvitation(db, token);
      return { ...look, expiresAt: expiresAt.toISOString() };
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/invitations/accept',
    onRequest: limitByAddress(ATTEMPTS_PER_MINUTE),
    schema: {
      operationId: 'acceptInvitation',
      tags: ['accounts'],
      summary: 'Join the workspace, with the account that is signed in or a new one, which is then signed in',
      security: [],
      body: acceptBodySchema,
      response: { 200: z.object({ workspaceId: idSchema }), ...problems },
    },
    handler: async (request, reply) => {
      const { token, ...account } = request.body;
      const person = await personOf(auth, request);
      const { workspaceId, email, isNew } = await acceptInvitation({ db, auth }, token, person, account);
      if (isNew && account.password !== undefined) {
        reply.header('set-cookie', await signIn(auth, { email, password: account.password }));
      }
      return { workspaceId };
    },
  });
}

async function personOf(auth: Auth, request: FastifyRequest): Promise<Person | null> {
  refuseForeignOrigin(request);
  const session = await getSession(auth, request);
  return session === null ? null : session.user;
}
