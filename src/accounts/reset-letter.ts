import type { Letter } from './mail.ts';

type Given = { to: string; name: string; publicUrl: string | null; token: string };

/** The letter with the link for a new password. Without a public address the link is a path, which only the log has. */
export function resetLetter({ to, name, publicUrl, token }: Given): Letter {
  const link = `${publicUrl ?? ''}/reset-password?token=${encodeURIComponent(token)}`;
  const text = [
    `Hello ${name},`,
    'somebody, probably you, asked for a new password for Tieout. Choose it here within an hour:',
    link,
    'The link works once, and signs you out everywhere. If it was not you, do nothing: your password stays as it is.',
  ].join('\n\n');
  return { to, subject: 'A new password for Tieout', text, link };
}
