import { isIP } from 'node:net';
import { PASSKEY_ERROR_CODES, passkey } from '@better-auth/passkey';
import type { BetterAuthPlugin } from 'better-auth';
import { APIError, type createAuthMiddleware, freshSessionMiddleware } from 'better-auth/api';
import { z } from 'zod';

/** Where nobody said how people open the page, they do so on this machine. */
const DEFAULT_HOST = 'localhost';
const TABLE = 'auth_passkey';

const idSchema = z.string().regex(/^[\w-]{1,64}$/);
/** A credential's id in base64url; WebAuthn Level 3, section 4: at most 1023 bytes. */
const credentialSchema = z.looseObject({ id: z.string().regex(/^[\w-]{1,1364}$/) });
const nameSchema = z.string().trim().min(1).max(100);

/** What our page sends. Above all no wish for a session: a passkey that is added does not sign in. */
const BODIES: Readonly<Record<string, z.ZodType>> = {
  '/passkey/verify-registration': z.strictObject({ response: credentialSchema, name: nameSchema }),
  '/passkey/verify-authentication': z.strictObject({ response: credentialSchema }),
  '/passkey/update-passkey': z.strictObject({ id: idSchema, name: nameSchema }),
  '/passkey/delete-passkey': z.strictObject({ id: idSchema }),
};

/**
 * The host that passkeys are bound to: they work there and nowhere else.
 * @param publicUrl where people open the page; null where nobody said so.
 * @returns null where browsers make none: by an address instead of a name, and over HTTP other than on this machine.
 * @see https://www.w3.org/TR/webauthn-3/#rp-id
 */
export function passkeyHost(publicUrl: string | null): string | null {
  if (publicUrl === null) {
    return DEFAULT_HOST;
  }
  const { protocol, hostname } = new URL(publicUrl);
  const isAddress = hostname.startsWith('[') || isIP(hostname) !== 0;
  const isSecure = protocol === 'https:' || hostname === DEFAULT_HOST;
  return isSecure && !isAddress ? hostname : null;
}

/** Signing in by a passkey that has asked for a PIN, fingerprint or face: two factors in one step. */
export function createPasskeys(publicUrl: string | null) {
  return passkey({
    rpID: passkeyHost(publicUrl) ?? DEFAULT_HOST,
    rpName: 'Tieout',
    // Without it, the origin of the request, which has to be its host's.
    origin: publicUrl,
    schema: { passkey: { modelName: TABLE } },
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    registration: {
      afterVerification: async ({ ctx, verification }) => {
        const { userVerified, credential } = verification.registrationInfo ?? {};
        requireUserVerified(userVerified);
        const where = [{ field: 'credentialID', value: credential?.id ?? '' }];
        if ((await ctx.context.adapter.findOne({ model: 'passkey', where })) !== null) {
          throw new APIError('BAD_REQUEST', { message: 'This passkey is known here already.' });
        }
      },
    },
    authentication: {
      afterVerification: async ({ ctx, verification }) => {
        const { userVerified, credentialID } = verification.authenticationInfo;
        requireUserVerified(userVerified);
        const where = [{ field: 'credentialID', value: credentialID }];
        await ctx.context.adapter.update({ model: 'passkey', where, update: { lastUsedAt: new Date() } });
      },
    },
  });
}

/** better-auth takes a passkey from whoever holds the device; that alone would be less than password and code. */
function requireUserVerified(isVerified: boolean | undefined): void {
  if (isVerified !== true) {
    throw new APIError('UNAUTHORIZED', {
      message: 'The passkey has to ask who you are: by PIN, fingerprint or face.',
    });
  }
}

/** What we add: when a passkey last signed in, and that an answer of the browser that does not hold is the client's fault. */
export const passkeyMore = {
  id: 'passkey-more',
  onResponse: async (response) => {
    const { code } = PASSKEY_ERROR_CODES.FAILED_TO_VERIFY_REGISTRATION;
    return response.status === 500 && (await response.clone().text()).includes(`"${code}"`)
      ? { response: Response.json({ code, message: 'The passkey could not be checked.' }, { status: 400 }) }
      : undefined;
  },
  schema: {
    passkey: {
      modelName: TABLE,
      fields: { lastUsedAt: { type: 'date', required: false, input: false } },
    },
  },
} satisfies BetterAuthPlugin;

type Context = Parameters<Parameters<typeof createAuthMiddleware>[0]>[0];

/** What we check before better-auth acts. It asks for a fresh session to add a passkey; so do we to remove one. */
export async function checkPasskeyRequest(ctx: Context): Promise<void> {
  const body = BODIES[ctx.path];
  if (body !== undefined && !body.safeParse(ctx.body).success) {
    throw new APIError('BAD_REQUEST', {
      message: 'A passkey has a name of 1 to 100 characters, and an answer of the browser.',
    });
  }
  if (ctx.path === '/passkey/delete-passkey') {
    await freshSessionMiddleware(ctx);
  }
}
