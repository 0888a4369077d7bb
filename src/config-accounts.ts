import { z } from 'zod';
import { unlessEmpty } from './config-values.ts';

/** How people reach this instance and sign in to it. */
export type AccountsConfig = {
  /** Where people open the page, such as https://tieout.example.com; null where nobody said so. */
  publicUrl: string | null;
  /** null: letters are not sent, their links are logged. */
  mail: { smtpUrl: string; from: string } | null;
  /** null: people sign in by password alone. */
  provider: SignInProvider | null;
};

/** An OpenID Connect provider that people may sign in with. */
export type SignInProvider = {
  /** As its discovery document names it, without a slash at the end. */
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** On the button: "Continue with …". */
  name: string;
};

/** Without these the instance works on one machine, with passwords alone. */
export const NO_ACCOUNTS_CONFIG: AccountsConfig = { publicUrl: null, mail: null, provider: null };

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://tieout.example.com' })
  .refine((text) => new URL(text).pathname === '/', 'must be an address without a path')
  .transform((text) => new URL(text).origin);

const LOOPBACK = /^http:\/\/(localhost|127\.0\.0\.1|\[::1\])(:\d+)?(\/|$)/;
const issuer = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://login.example.com' })
  .refine((text) => text.startsWith('https:') || LOOPBACK.test(text), 'must begin with https://')
  .transform((text) => text.replace(/\/$/, ''));

export const accountVariables = {
  TIEOUT_OIDC_ISSUER: unlessEmpty(issuer.optional()),
  TIEOUT_OIDC_CLIENT_ID: unlessEmpty(z.string().optional()),
  TIEOUT_OIDC_CLIENT_SECRET: unlessEmpty(z.string().optional()),
  TIEOUT_OIDC_NAME: unlessEmpty(z.string().max(60, 'must have at most 60 characters').optional()),
  TIEOUT_PUBLIC_URL: unlessEmpty(origin.optional()),
  TIEOUT_SMTP_URL: unlessEmpty(
    z
      .url({ protocol: /^smtps?$/, error: 'must be an address like smtps://user:password@mail.example.com' })
      .optional(),
  ),
  TIEOUT_MAIL_FROM: unlessEmpty(
    z.string().regex(/@/, 'must be an address like Tieout <tieout@example.com>').optional(),
  ),
};

type Given = z.output<z.ZodObject<typeof accountVariables>>;

/**
 * What one variable needs of others, as problems. A link in a letter never takes its host from a request, which whoever asks
 * for the letter could set to a site of their own.
 */
export function checkAccountVariables(given: Given, context: z.RefinementCtx): void {
  const needs = (name: keyof Given, by: keyof Given): void => {
    if (given[by] !== undefined && given[name] === undefined) {
      context.addIssue({ code: 'custom', path: [name], message: `is needed with ${by}` });
    }
  };
  needs('TIEOUT_MAIL_FROM', 'TIEOUT_SMTP_URL');
  needs('TIEOUT_PUBLIC_URL', 'TIEOUT_SMTP_URL');
  needs('TIEOUT_PUBLIC_URL', 'TIEOUT_OIDC_ISSUER');
  needs('TIEOUT_OIDC_CLIENT_ID', 'TIEOUT_OIDC_ISSUER');
  needs('TIEOUT_OIDC_CLIENT_SECRET', 'TIEOUT_OIDC_ISSUER');
  needs('TIEOUT_OIDC_ISSUER', 'TIEOUT_OIDC_CLIENT_ID');
}

/** The settings of checked variables. */
export function toAccountsConfig(given: Given): AccountsConfig {
  const { TIEOUT_SMTP_URL: smtpUrl, TIEOUT_MAIL_FROM: from } = given;
  return {
    publicUrl: given.TIEOUT_PUBLIC_URL ?? null,
    mail: smtpUrl === undefined || from === undefined ? null : { smtpUrl, from },
    provider: toProvider(given),
  };
}

function toProvider(given: Given): SignInProvider | null {
  const { TIEOUT_OIDC_ISSUER: issuer, TIEOUT_OIDC_CLIENT_ID: clientId } = given;
  const { TIEOUT_OIDC_CLIENT_SECRET: clientSecret, TIEOUT_OIDC_NAME: name = 'single sign-on' } = given;
  return issuer === undefined || clientId === undefined || clientSecret === undefined
    ? null
    : { issuer, clientId, clientSecret, name };
}
