import { createTransport } from 'nodemailer';
import type { Logger } from 'pino';

/** What a mail server is given. */
export type Message = { to: string; subject: string; text: string };

/** A letter to one person; it is about one link. */
export type Letter = Message & { link: string };

export type Mailer = {
  /** Letters go out; otherwise their links are logged. */
  isSending: boolean;
  /** Sends a letter; never rejects, a failure is logged. Resolves when the mail server has taken it, or refused. */
  send(letter: Letter): Promise<void>;
  /** Hands a message over. @returns what the mail server answered @throws Error with what went wrong, also where no mail server is set */
  deliver(message: Message): Promise<string>;
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
      deliver: () => Promise.reject(new Error('No mail server is set.')),
    };
  }
  const transport = createTransport({
    url: mail.smtpUrl,
    connectionTimeout: TIMEOUT_MS,
    greetingTimeout: TIMEOUT_MS,
    socketTimeout: TIMEOUT_MS,
  });
  const deliver = async ({ to, subject, text }: Message): Promise<string> =>
    (await transport.sendMail({ from: mail.from, to, subject, text })).response;
  return {
    isSending: true,
    deliver,
    async send(letter) {
      try {
        await deliver(letter);
      } catch (error) {
        log.error({ err: error, subject: letter.subject }, 'a letter could not be sent');
      }
    },
  };
}
