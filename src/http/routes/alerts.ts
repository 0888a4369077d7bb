import { type Alerts, chooseAlerts, readAlerts } from '../../alerts/choices.ts';
import { sendTestMail } from '../../alerts/test-mail.ts';
import { type MemberRef, memberEmail } from '../../database/queries/alerts.ts';
import { includes } from '../../domain/plans.ts';
import { Problem } from '../../problem.ts';
import type { App, AppContext, Principal } from '../context.ts';
import { problems } from '../problems-schema.ts';
import { limitByAddress } from '../rate-limit.ts';
import { alertsBodySchema, alertsSchema, testMailSchema } from '../schemas/alerts.ts';

const TEST_MAILS_PER_MINUTE = 5;

/** The e-mails that whoever asks chose for themselves; a session tells who that is. */
export function registerAlerts(app: App, context: AppContext): void {
  const { db, mailer } = context;

  app.route({
    method: 'GET',
    url: '/api/v1/alerts',
    config: { needs: 'read' },
    schema: {
      operationId: 'getAlerts',
      tags: ['administration'],
      summary: 'The e-mails you chose to get, and what became of the last ones',
      response: { 200: alertsSchema, ...problems },
    },
    handler: async ({ principal }) => {
      const member = requirePerson(principal);
      return present(context, principal, member, await readAlerts(db, member));
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/alerts',
    config: { needs: 'read' },
    schema: {
      operationId: 'chooseAlerts',
      tags: ['administration'],
      summary: 'Choose the e-mails you get, in place of what you chose before',
      body: alertsBodySchema,
      response: { 200: alertsSchema, ...problems },
    },
    handler: async ({ principal, body }) => {
      const member = requirePerson(principal);
      return present(context, principal, member, await chooseAlerts(db, member, body));
    },
  });

  app.route({
    method: 'POST',
    url: '/api/v1/alerts/test',
    config: { needs: 'read' },
    preHandler: limitByAddress(TEST_MAILS_PER_MINUTE),
    schema: {
      operationId: 'sendTestMail',
      tags: ['administration'],
      summary: 'Send yourself a test e-mail; answers what the mail server said',
      response: { 200: testMailSchema, ...problems },
    },
    handler: async (request) => {
      const member = requirePerson(request.principal);
      return sendTestMail(mailer, context.config.accounts.publicUrl, {
        name: request.principal.actor.name,
        email: await memberEmail(db.pool, member),
      });
    },
  });
}

/** @throws Problem refused for an API key. */
function requirePerson({ workspaceId, actor }: Principal): MemberRef {
  if (actor.kind !== 'person' || actor.id === null) {
    throw new Problem(
      'refused',
      'E-mails go to people, and an API key belongs to none. Sign in to choose yours.',
    );
  }
  return { workspaceId, userId: actor.id };
}

async function present(
  { db, mailer }: AppContext,
  { plan }: Principal,
  member: MemberRef,
  { syncProblems, digest, timeZone, nextDigestAt, history }: Alerts,
) {
  const { sent, failed, nothingNewAt } = history;
  return {
    ...{ syncProblems, digest, timeZone },
    email: await memberEmail(db.pool, member),
    sendsMail: mailer.isSending,
    hasDigest: includes(plan, 'reconciliation'),
    nextDigestAt: nextDigestAt?.toISOString() ?? null,
    lastSent: sent === null ? null : { at: sent.at.toISOString(), about: sent.kind },
    lastFailure:
      failed === null
        ? null
        : {
            at: failed.at.toISOString(),
            about: failed.kind,
            message: failed.message,
            retriesAt: failed.nextAttemptAt?.toISOString() ?? null,
          },
    nothingNewAt: nothingNewAt?.toISOString() ?? null,
  };
}
