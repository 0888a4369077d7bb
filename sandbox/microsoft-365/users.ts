import type { FastifyInstance, FastifyReply } from 'fastify';
import type { VendorHost } from '../server/vendor.ts';
import { contextOf, type GraphQuery, type GraphRequest, pagedCollection } from './collection.ts';
import { graphError } from './errors.ts';
import { type GraphUser, graphUserSchema } from './schema.ts';
import type { MicrosoftTenant } from './tenant.ts';

/** What a user has without $select: neither accountEnabled nor userType nor assignedLicenses (Graph, "List users"). */
const DEFAULT_PROPERTIES = [
  'businessPhones',
  'displayName',
  'givenName',
  'jobTitle',
  'mail',
  'mobilePhone',
  'officeLocation',
  'preferredLanguage',
  'surname',
  'userPrincipalName',
  'id',
];

const KNOWN_PROPERTIES = new Set(Object.keys(graphUserSchema.shape));

type TenantOf = (request: GraphRequest) => MicrosoftTenant;

/** GET /users and GET /users/{id}/mailboxSettings. */
export function userRoutes(api: FastifyInstance, host: VendorHost, tenantOf: TenantOf): void {
  api.get<{ Querystring: GraphQuery }>('/v1.0/users', (request, reply) => {
    const selected = request.query.$select?.split(',').map((name) => name.trim()) ?? DEFAULT_PROPERTIES;
    const refusal = refusalOf(selected, reply);
    if (refusal) return refusal;
    const names = selected.includes('id') ? selected : [...selected, 'id'];
    const rows = tenantOf(request).users.map((user) => pick(user, names));
    return pagedCollection('users', rows, request, reply, host);
  });

  api.get<{ Querystring: GraphQuery; Params: { id: string } }>(
    '/v1.0/users/:id/mailboxSettings',
    (request, reply) => {
      const tenant = tenantOf(request);
      const id = request.params.id;
      const user = tenant.users.find((row) => row.id === id || row.userPrincipalName === id);
      if (!user) return reply.code(404).send(graphError(404, `Resource '${id}' does not exist.`));
      return mailboxSettings(tenant, user, reply);
    },
  );
}

function refusalOf(selected: string[], reply: FastifyReply): FastifyReply | null {
  if (selected.includes('mailboxSettings')) {
    return reply.code(501).send(graphError(501, 'mailboxSettings is only available on a single user.'));
  }
  const unknown = selected.find((name) => !KNOWN_PROPERTIES.has(name));
  if (unknown === undefined) return null;
  return reply
    .code(400)
    .send(graphError(400, `Could not find a property named '${unknown}' on type 'user'.`));
}

function pick(user: GraphUser, names: string[]): object {
  return Object.fromEntries(Object.entries(user).filter(([name]) => names.includes(name)));
}

function mailboxSettings(tenant: MicrosoftTenant, user: GraphUser, reply: FastifyReply): FastifyReply {
  const purpose = tenant.mailboxes.get(user.id);
  if (!purpose) {
    const message = 'The mailbox is either inactive, soft-deleted, or is hosted on-premise.';
    return reply.code(404).send(graphError(404, message, 'MailboxNotEnabledForRESTAPI'));
  }
  return reply.send({
    '@odata.context': contextOf(`users('${user.id}')/mailboxSettings`),
    userPurpose: purpose,
  });
}
