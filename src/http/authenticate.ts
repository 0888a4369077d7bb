import type { FastifyRequest } from 'fastify';
import { hashApiKey } from '../accounts/api-keys.ts';
import type { Auth } from '../accounts/auth.ts';
import type { Database } from '../database/connect.ts';
import { findApiKey, listMemberships } from '../database/queries/accounts.ts';
import { Problem } from '../problem.ts';
import type { Principal } from './context.ts';
import { mayDo, type Permission } from './policy.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Who makes a request, by API key or session cookie, with the permission the route needs.
 * @throws Problem not-signed-in or not-allowed.
 */
export async function authenticate(
  db: Database,
  auth: Auth,
  request: FastifyRequest,
  needs: Permission,
): Promise<Principal> {
  const principal = (await fromApiKey(db, request)) ?? (await fromSession(db, auth, request));
  if (principal === null) {
    throw new Problem('not-signed-in', 'Sign in, or send an API key as “Authorization: Bearer …”.');
  }
  if (!mayDo(principal.role, needs)) {
    throw new Problem('not-allowed', `Your role in this workspace (${principal.role}) does not allow this.`);
  }
  return principal;
}

async function fromApiKey(db: Database, request: FastifyRequest): Promise<Principal | null> {
  const header = request.headers.authorization;
  if (header === undefined) {
    return null;
  }
  const key = /^bearer\s+(.+)$/i.exec(header)?.[1]?.trim();
  const found = key === undefined ? null : await findApiKey(db.pool, hashApiKey(key));
  if (found === null) {
    throw new Problem('not-signed-in', 'The API key is not known here: it may be mistyped or revoked.');
  }
  const { workspaceId, role, id, name, revision } = found;
  return { workspaceId, role, actor: { kind: 'key', id, name }, revision };
}

async function fromSession(db: Database, auth: Auth, request: FastifyRequest): Promise<Principal | null> {
  const session = await getSession(auth, request);
  if (session === null) {
    return null;
  }
  refuseForeignOrigin(request);
  const memberships = await listMemberships(db.pool, session.user.id);
  const wanted = request.headers['x-workspace'];
  const membership = wanted === undefined ? memberships[0] : memberships.find(({ id }) => id === wanted);
  if (membership === undefined) {
    throw new Problem('not-allowed', 'You do not belong to this workspace.');
  }
  const { id: userId, name } = session.user;
  const { id: workspaceId, role, revision } = membership;
  return { workspaceId, role, actor: { kind: 'person', id: userId, name }, revision };
}

/** The session of a request's cookie, or null. */
export async function getSession(auth: Auth, request: FastifyRequest) {
  const { cookie } = request.headers;
  return cookie === undefined ? null : auth.api.getSession({ headers: new Headers({ cookie }) });
}

/** A cookie travels with requests that other sites cause; those may not change anything. */
function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (SAFE_METHODS.has(request.method) || origin === undefined) {
    return;
  }
  if (!URL.canParse(origin) || new URL(origin).host !== request.headers.host) {
    throw new Problem('not-allowed', 'This request comes from another site.');
  }
}
