import { betterAuth } from 'better-auth';
import { isAPIError } from 'better-auth/api';
import { genericOAuth } from 'better-auth/plugins/generic-oauth';
import { twoFactor } from 'better-auth/plugins/two-factor';
import type { FastifyBaseLogger } from 'fastify';
import type { SignInProvider } from '../config-accounts.ts';
import type { Database } from '../database/connect.ts';
import { markAddressProven } from '../database/queries/accounts.ts';
import { createAuthChecks } from './auth-checks.ts';
import type { Mailer } from './mail.ts';
import { createPasskeys, passkeyMore } from './passkeys.ts';
import { refuseUninvited, toOAuthConfig, withoutTokens } from './provider.ts';
import { createRateLimits } from './rate-limits.ts';
import { resetLetter } from './reset-letter.ts';

/** The header that carries the client's address to better-auth; set by our server only, never taken from a client. */
export const CLIENT_ADDRESS_HEADER = 'x-tieout-client-address';

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/** A link for a new password works this long. */
const RESET_LINK_S = 60 * 60;
const SEEN_EVERY_S = 5 * 60;

export type AuthOptions = {
  db: Database;
  /** Signs the session cookies. */
  secret: string;
  /** Where people open the page; null where nobody said so. */
  publicUrl: string | null;
  mailer: Mailer;
  log: Pick<FastifyBaseLogger, 'error'>;
  /** null: people sign in by password alone. */
  provider: SignInProvider | null;
};

/** Accounts, passwords and sessions by better-auth, in the tables auth_*. */
export function createAuth({ db, secret, publicUrl, mailer, log, provider }: AuthOptions) {
  return betterAuth({
    // Known to speak HTTPS, it sets cookies that are sent over HTTPS only.
    ...(publicUrl === null ? {} : { baseURL: publicUrl }),
    appName: 'Tieout',
    basePath: '/api/auth',
    secret,
    database: db.acrossWorkspaces.pool,
    telemetry: { enabled: false },
    // In the log of everything else, one line an entry, whatever a client put into it.
    logger: { level: 'error', log: (_, message) => log.error({ of: 'accounts' }, message) },
    onAPIError: { onError: (error) => noteFailure(log, error) },
    user: { modelName: 'auth_user' },
    // The time it was last seen is kept to a few minutes.
    session: { modelName: 'auth_session', updateAge: SEEN_EVERY_S },
    account: { modelName: 'auth_account', updateAccountOnSignIn: false },
    databaseHooks: {
      user: { create: { before: refuseUninvited(db) } },
      account: { create: { before: withoutTokens }, update: { before: withoutTokens } },
    },
    // A link for a new password is as good as the password: the database holds its hash.
    verification: { modelName: 'auth_verification', storeIdentifier: 'hashed' },
    // Accounts begin with the set-up or an invitation, never by themselves.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      resetPasswordTokenExpiresIn: RESET_LINK_S,
      revokeSessionsOnPasswordReset: true,
      // Not awaited: how long the answer takes must not tell whether the address has an account.
      // Who has the letter has the address; that a new password came by the log says nothing of it.
      onPasswordReset: ({ user }) =>
        mailer.isSending ? markAddressProven(db.acrossWorkspaces.pool, user.id) : Promise.resolve(),
      sendResetPassword: async ({ user, token }) => {
        void mailer.send(resetLetter({ to: user.email, name: user.name, publicUrl, token }));
      },
    },
    plugins: [
      twoFactor({ issuer: 'Tieout', twoFactorTable: 'auth_two_factor' }),
      genericOAuth({ config: provider === null ? [] : [toOAuthConfig(provider)] }),
      createPasskeys(publicUrl),
      passkeyMore,
    ],
    hooks: { before: createAuthChecks(db) },
    rateLimit: {
      enabled: true,
      window: 60,
      customStorage: createRateLimits(),
      max: 300,
      customRules: {
        '/sign-in/email': { window: 60, max: 10 },
        '/request-password-reset': { window: 60, max: 5 },
        '/reset-password': { window: 60, max: 10 },
        '/sign-in/social': { window: 60, max: 20 },
        '/two-factor/*': { window: 60, max: 10 },
        '/passkey/verify-*': { window: 60, max: 10 },
        // Each is a row in the database, and nobody has to be signed in for one.
        '/passkey/generate-*': { window: 60, max: 20 },
      },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] },
      // Said, because better-auth leaves both out where tests run, which then would not show what runs elsewhere.
      disableOriginCheck: false,
      disableCSRFCheck: false,
    },
    // The page is served from the same address as the API, whatever name the operator gave it; a proxy may end TLS.
    trustedOrigins: (request) => [
      ...(publicUrl === null ? [] : [publicUrl]),
      ...(request === undefined ? [] : originsOf(new URL(request.url).host)),
    ],
  });
}

/** What a client got wrong is told to the client; the log has what went wrong here. */
function noteFailure(log: AuthOptions['log'], error: unknown): void {
  if (!isAPIError(error) || error.statusCode >= 500) {
    log.error({ of: 'accounts', err: error }, 'a request about accounts failed');
  }
}

function originsOf(host: string): string[] {
  return [`http://${host}`, `https://${host}`];
}

export type Auth = ReturnType<typeof createAuth>;

export type NewPerson = { name: string; email: string; password: string };

/** Creates a person who signs in with a password. @returns the person's id. */
export async function createPerson(auth: Auth, { name, email, password }: NewPerson): Promise<string> {
  const { internalAdapter, password: passwords } = await auth.$context;
  const user = await internalAdapter.createUser(
    // Nothing is sent to the address, so nobody has shown that it is theirs.
    { name, email: email.toLowerCase(), emailVerified: false },
    { method: 'email-password' },
  );
  await internalAdapter.linkAccount({
    userId: user.id,
    providerId: 'credential',
    accountId: user.id,
    password: await passwords.hash(password),
  });
  return user.id;
}

/**
 * Signs in with a password.
 * @param headers the browser's name and CLIENT_ADDRESS_HEADER, for the list of sessions.
 * @returns the cookies to set.
 */
export async function signIn(
  auth: Auth,
  { email, password }: Omit<NewPerson, 'name'>,
  headers = new Headers(),
): Promise<string[]> {
  const answer = await auth.api.signInEmail({ body: { email, password }, headers, returnHeaders: true });
  return answer.headers.getSetCookie();
}

/** Gives a person another password. */
export async function setPassword(auth: Auth, userId: string, password: string): Promise<void> {
  const { internalAdapter, password: passwords } = await auth.$context;
  await internalAdapter.updatePassword(userId, await passwords.hash(password));
}
