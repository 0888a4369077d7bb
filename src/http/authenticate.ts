import type { FastifyRequest } from 'fastify';
import { hashApiKey } from '../accounts/api-keys.ts';
import type { Auth } from '../accounts/auth.ts';
import type { Database } from '../database/connect.ts';
import { listMemberships } from '../database/queries/accounts.ts';
import { type ApiKey, findApiKey } from '../database/queries/api-keys.ts';
import { type Feature, includes } from '../domain/plans.ts';
import { Problem } from '../problem.ts';
import type { Principal } from './context.ts';
import { mayDo, type Permission } from './policy.ts';
import { SharedLookups } from './shared-lookups.ts';

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/** Finds out who makes requests. */
export class Authentication {
  readonly #db: Database;
  readonly #auth: Auth;
  /** Programs ask with one key many times at once. By the hash of the key, base64. */
  readonly #keys: SharedLookups<ApiKey | null>;

  constructor(db: Database, auth: Auth) {
    this.#db = db;
    this.#auth = auth;
    this.#keys = new SharedLookups((hash) =>
      findApiKey(db.acrossWorkspaces.pool, Buffer.from(hash, 'base64')),
    );
  }

  /**
   * Who makes a request, by API key or session cookie.
   * @throws Problem not-signed-in; not-allowed for another workspace, another site, or a workspace that is suspended.
   */
  async identify(request: FastifyRequest): Promise<Principal> {
    const principal =
      (await fromApiKey(this.#keys, request)) ?? (await fromSession(this.#db, this.#auth, request));
    if (principal === null) {
      throw new Problem('not-signed-in', 'Sign in, or send an API key as “Authorization: Bearer …”.');
    }
    return principal;
  }
}

/** @throws Problem not-allowed where the role lacks the permission a route needs. */
export function requirePermission({ role }: Principal, needs: Permission): void {
  if (!mayDo(role, needs)) {
    throw new Problem('not-allowed', `Your role in this workspace (${role}) does not allow this.`);
  }
}

async function fromApiKey(
  keys: SharedLookups<ApiKey | null>,
  request: FastifyRequest,
): Promise<Principal | null> {
  const header = request.headers.authorization;
  if (header === undefined) {
    return null;
  }
  const key = /^bearer\s+(.+)$/i.exec(header)?.[1]?.trim();
  const found = key === undefined ? null : await keys.ask(hashApiKey(key).toString('base64'));
  if (found === null) {
    throw new Problem('not-signed-in', 'The API key is not known here: it may be mistyped or revoked.');
  }
  const { workspaceId, role, id, name, plan, revision } = found;
  refuseSuspended(found.isSuspended);
  return { workspaceId, role, actor: { kind: 'key', id, name }, plan, revision };
}

async function fromSession(db: Database, auth: Auth, request: FastifyRequest): Promise<Principal | null> {
  const session = await getSession(auth, request);
  if (session === null) {
    return null;
  }
  refuseForeignOrigin(request);
  const memberships = await listMemberships(db.acrossWorkspaces.pool, session.user.id);
  const wanted = request.headers['x-workspace'];
  const membership = wanted === undefined ? memberships[0] : memberships.find(({ id }) => id === wanted);
  if (membership === undefined) {
    throw new Problem('not-allowed', 'You do not belong to this workspace.');
  }
  const { id: userId, name } = session.user;
  const { id: workspaceId, role, plan, revision } = membership;
  refuseSuspended(membership.isSuspended);
  return { workspaceId, role, actor: { kind: 'person', id: userId, name }, plan, revision };
}

function refuseSuspended(isSuspended: boolean): void {
  if (isSuspended) {
    throw new Problem(
      'not-allowed',
      'This workspace is suspended. Nothing in it is lost; whoever runs this Tieout can resume it.',
    );
  }
}

/** @throws Problem plan-required where a route's feature is not in the workspace's plan. */
export function requireFeature({ plan }: Principal, feature: Feature | undefined): void {
  if (feature !== undefined && !includes(plan, feature)) {
    throw new Problem(
      'plan-required',
      'Billing reconciliation is part of the Pro and Enterprise plans. This workspace is on the Free plan.',
    );
  }
}

/** The session of a request's cookie, or null. */
export async function getSession(auth: Auth, request: FastifyRequest) {
  const { cookie } = request.headers;
  return cookie === undefined ? null : auth.api.getSession({ headers: new Headers({ cookie }) });
}

/** A cookie travels with requests that other sites cause; those may not change anything. @throws Problem not-allowed */
export function refuseForeignOrigin(request: FastifyRequest): void {
  const { origin } = request.headers;
  if (SAFE_METHODS.has(request.method) || origin === undefined) {
    return;
  }
  if (!URL.canParse(origin) || new URL(origin).host !== request.headers.host) {
    throw new Problem('not-allowed', 'This request comes from another site.');
  }
}
