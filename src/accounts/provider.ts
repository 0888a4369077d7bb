import type { BetterAuthOptions } from 'better-auth';
import { APIError } from 'better-auth/api';
import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import type { SignInProvider } from '../config-accounts.ts';
import type { Database } from '../database/connect.ts';
import { isInvited } from '../database/queries/invited.ts';

/** Our one provider's id, in the addresses of better-auth: `/api/auth/callback/oidc`. */
export const PROVIDER_ID = 'oidc';

const NAME_MAX = 200;

/**
 * An OpenID Connect provider as better-auth takes it: by its discovery document, with PKCE, a nonce, and ID tokens whose
 * signature, issuer, audience and time are checked.
 */
export function toOAuthConfig({ issuer, clientId, clientSecret, name }: SignInProvider): GenericOAuthConfig {
  return {
    providerId: PROVIDER_ID,
    name,
    discoveryUrl: `${issuer}/.well-known/openid-configuration`,
    requireIdTokenVerification: true,
    clientId,
    clientSecret,
    scopes: ['openid', 'email', 'profile'],
    pkce: true,
    disableProviderLogout: true,
    mapProfileToUser: (profile) => ({
      name: nameFrom(profile),
      emailVerified: isAddressVerified(profile),
      image: undefined,
    }),
  };
}

type BeforeCreate = NonNullable<
  NonNullable<NonNullable<NonNullable<BetterAuthOptions['databaseHooks']>['user']>['create']>['before']
>;

/** Accounts begin with the set-up or an invitation: over better-auth's addresses one is made only for somebody invited. */
export function refuseUninvited(db: Database): BeforeCreate {
  return async ({ email, emailVerified }, request) => {
    // Without a request it is the set-up, or an invitation that was accepted.
    if (request && !(emailVerified && (await isInvited(db.acrossWorkspaces.pool, email)))) {
      throw new APIError('FORBIDDEN', { code: 'not_invited', message: 'not_invited' });
    }
  };
}

/**
 * Whether the provider vouches for the address: `email_verified` (OpenID Connect Core, section 5.1), or `xms_edov` of Microsoft
 * Entra ID, which has no `email_verified` and lets an administrator write any address into a person's profile.
 * https://learn.microsoft.com/en-us/entra/identity-platform/optional-claims-reference
 */
function isAddressVerified({ email_verified: standard, xms_edov: entra }: Record<string, unknown>): boolean {
  return isTrue(standard ?? entra);
}

/** Bounded as in our own forms; the address where the provider names nobody. */
function nameFrom({ name, email }: Record<string, unknown>): string {
  return (typeof name === 'string' && name.trim() !== '' ? name.trim() : String(email)).slice(0, NAME_MAX);
}

/** Some providers write truth as a text or a number. */
function isTrue(claim: unknown): boolean {
  return claim === true || claim === 'true' || claim === 1 || claim === '1';
}

/** What the provider gave to act in a person's name is not needed once they are in, so it is not kept. */
export async function withoutTokens<Account extends object>(account: Account) {
  return { data: { ...account, accessToken: null, refreshToken: null, idToken: null } };
}
