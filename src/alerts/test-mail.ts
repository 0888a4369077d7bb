import type { Mailer } from '../accounts/mail.ts';
import { linkTo } from './words.ts';

/** Sends somebody a test e-mail. @returns what the mail server said, in its own words */
export async function sendTestMail(
  mailer: Mailer,
  publicUrl: string | null,
  { name, email }: { name: string; email: string },
): Promise<{ ok: boolean; message: string }> {
  const text = [
    `Hello ${name},`,
    'this is the test e-mail that you asked Tieout for. E-mails from it reach you.',
    linkTo(publicUrl, '/settings?tab=notifications'),
  ].join('\n\n');
  try {
    return { ok: true, message: await mailer.deliver({ to: email, subject: 'Tieout: a test e-mail', text }) };
  } catch (error) {
    return { ok: false, message: (error as Error).message };
  }
}
