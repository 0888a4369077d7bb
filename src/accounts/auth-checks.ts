import { APIError, createAuthMiddleware, getSessionFromCtx } from 'better-auth/api';
import { symmetricDecrypt } from 'better-auth/crypto';
import { z } from 'zod';
import type { Database } from '../database/connect.ts';
import { findTwoFactorSecret, takeTimeStep } from '../database/queries/two-factor.ts';
import { stepOf } from './one-time-code.ts';
import { checkPasskeyRequest } from './passkeys.ts';

const CODE_PATH = '/two-factor/verify-totp';
/** Holds who has given the right password and owes the code; better-auth's name for it. */
const CHALLENGE_COOKIE = 'two_factor';

const profileSchema = z.strictObject({ name: z.string().trim().min(1).max(200) });

/** A place on this site; the second character of an address elsewhere is a slash too. */
const placeSchema = z.string().regex(/^\/(?![/\\])/);

/** What our page asks for. Above all no ID token, which somebody may have got hold of elsewhere. */
const providerSchema = z.strictObject({
  provider: z.string(),
  callbackURL: placeSchema,
  errorCallbackURL: placeSchema,
});
const PROVIDER_PATHS = new Set(['/sign-in/social', '/link-social']);

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** What we check before better-auth acts. */
export function createAuthChecks(db: Database) {
  return createAuthMiddleware(async (ctx) => {
    if (ctx.path === CODE_PATH) {
      await refuseUsedCode(db, ctx);
    } else if (ctx.path === '/update-user' && !profileSchema.safeParse(ctx.body).success) {
      throw new APIError('BAD_REQUEST', { message: 'A name has 1 to 200 characters.' });
    } else if (PROVIDER_PATHS.has(ctx.path) && !providerSchema.safeParse(ctx.body).success) {
      throw new APIError('BAD_REQUEST', { message: 'A provider is asked through its own page only.' });
    }
    await checkPasskeyRequest(ctx);
  });
}

/**
 * better-auth takes a code as often as it comes while its time lasts; whoever looks over a shoulder could use it again.
 * A wrong code is left for better-auth, which counts it.
 */
async function refuseUsedCode(db: Database, ctx: Context): Promise<void> {
  const { code } = (ctx.body ?? {}) as { code?: unknown };
  const userId = await findWhoOwesCode(ctx);
  const encrypted = userId === null ? null : await findTwoFactorSecret(db.acrossWorkspaces.pool, userId);
  if (userId === null || encrypted === null || typeof code !== 'string') {
    return;
  }
  const secret = await symmetricDecrypt({ key: ctx.context.secretConfig, data: encrypted });
  const step = stepOf(secret, code, Date.now());
  if (step !== null && !(await takeTimeStep(db.acrossWorkspaces.pool, userId, step))) {
    throw new APIError('UNAUTHORIZED', { message: 'This code has been used. Wait for the next one.' });
  }
}

async function findWhoOwesCode(ctx: Context): Promise<string | null> {
  const session = await getSessionFromCtx(ctx);
  if (session !== null) {
    return session.user.id;
  }
  const { name } = ctx.context.createAuthCookie(CHALLENGE_COOKIE);
  const challenge = await ctx.getSignedCookie(name, ctx.context.secret);
  const found = challenge ? await ctx.context.internalAdapter.findVerificationValue(challenge) : null;
  return found?.value ?? null;
}
