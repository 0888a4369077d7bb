import { betterAuth } from 'better-auth';
import type { Database } from '../database/connect.ts';

/** The header that carries the client's address to better-auth; set by our server only, never taken from a client. */
export const CLIENT_ADDRESS_HEADER = 'x-tieout-client-address';

export const PASSWORD_LENGTH = { min: 12, max: 128 } as const;

/**
 * Accounts, passwords and sessions by better-auth, in the tables auth_*.
 * @param secret signs the session cookies.
 */
export function createAuth({ db, secret }: { db: Database; secret: string }) {
  return betterAuth({
    appName: 'Tieout',
    basePath: '/api/auth',
    secret,
    database: db.pool,
    telemetry: { enabled: false },
    logger: { level: 'error' },
    user: { modelName: 'auth_user' },
    session: { modelName: 'auth_session' },
    account: { modelName: 'auth_account' },
    verification: { modelName: 'auth_verification' },
    // Accounts begin with the set-up or an invitation, never by themselves.
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
    },
    rateLimit: {
      enabled: true,
      window: 60,
      max: 300,
      customRules: { '/sign-in/email': { window: 60, max: 10 } },
    },
    advanced: { ipAddress: { ipAddressHeaders: [CLIENT_ADDRESS_HEADER] } },
    // The page is served from the same address as the API, whatever name the operator gave it; a proxy may end TLS.
    trustedOrigins: (request) => (request === undefined ? [] : originsOf(new URL(request.url).host)),
  });
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

/** Signs in with a password. @returns the cookies to set. */
export async function signIn(auth: Auth, { email, password }: Omit<NewPerson, 'name'>): Promise<string[]> {
  const { headers } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true });
  return headers.getSetCookie();
}

/** Gives a person another password. */
export async function setPassword(auth: Auth, userId: string, password: string): Promise<void> {
  const { internalAdapter, password: passwords } = await auth.$context;
  await internalAdapter.updatePassword(userId, await passwords.hash(password));
}
