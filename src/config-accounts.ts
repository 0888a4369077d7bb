import { z } from 'zod';
import { unlessEmpty } from './config-values.ts';

/** How people reach this instance and sign in to it. */
export type AccountsConfig = {
  /** Where people open the page, such as https://tieout.example.com; null where nobody said so. */
  publicUrl: string | null;
  /** null: letters are not sent, their links are logged. */
  mail: { smtpUrl: string; from: string } | null;
};

/** Without these the instance works on one machine, with passwords alone. */
export const NO_ACCOUNTS_CONFIG: AccountsConfig = { publicUrl: null, mail: null };

const origin = z
  .url({ protocol: /^https?$/, error: 'must be an address like https://tieout.example.com' })
  .refine((text) => new URL(text).pathname === '/', 'must be an address without a path')
  .transform((text) => new URL(text).origin);

export const accountVariables = {
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
}

/** The settings of checked variables. */
export function toAccountsConfig(given: Given): AccountsConfig {
  const { TIEOUT_SMTP_URL: smtpUrl, TIEOUT_MAIL_FROM: from } = given;
  return {
    publicUrl: given.TIEOUT_PUBLIC_URL ?? null,
    mail: smtpUrl === undefined || from === undefined ? null : { smtpUrl, from },
  };
}
