import type { GenericOAuthConfig } from 'better-auth/plugins/generic-oauth';
import type { SignInProvider } from '../config-accounts.ts';

/** Our one provider's id, in the addresses of better-auth: `/api/auth/callback/oidc`. */
export const PROVIDER_ID = 'oidc';

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
    // Accounts begin with the set-up or an invitation, never by themselves.
    disableSignUp: true,
    mapProfileToUser: (profile) => ({ emailVerified: isAddressVerified(profile), image: undefined }),
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

/** Some providers write truth as a text or a number. */
function isTrue(claim: unknown): boolean {
  return claim === true || claim === 'true' || claim === 1 || claim === '1';
}

/** What the provider gave to act in a person's name is not needed once they are in, so it is not kept. */
export async function withoutTokens<Account extends object>(account: Account) {
  return { data: { ...account, accessToken: null, refreshToken: null, idToken: null } };
}
