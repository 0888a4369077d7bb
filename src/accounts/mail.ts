import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

/** A letter to one person; it is about one link. */
export type Letter = { to: string; subject: string; text: string; link: string };

export type Mailer = {
  /** Letters go out; otherwise their links are logged. */
  isSending: boolean;
  /** Sends a letter; never rejects, a failure is logged. Resolves when the mail server has taken it, or refused. */
  send(letter: Letter): Promise<void>;
};

/** A mail server that does not answer is given up after this time. */
const TIMEOUT_MS = 20_000;

/**
 * Letters by the mail server of the configuration.
 * @param mail null: nothing is sent; the link is logged for an operator to hand over.
 */
export function createMailer(
  mail: { smtpUrl: string; from: string } | null,
  log: Pick<Logger, 'warn' | 'error'>,
): Mailer {
  if (mail === null) {
    return {
      isSending: false,
      send: async ({ to, subject, link }) =>
        log.warn({ to, subject, link }, 'no mail server is set: hand over this link'),
    };
  }
  const transport = createTransport({
    url: mail.smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  return {
    isSending: true,
    async send({ to, subject, text }) {
      try {
        await transport.sendMail({ from: mail.from, to, subject, text });
      } catch (error) {
        log.error({ err: error, subject }, 'a letter could not be sent');
      }
    },
  };
}
