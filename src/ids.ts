import { randomBytes } from 'node:crypto';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * A new id that nobody can guess: the prefix, then 16 characters of 5 random bits each.
 * @param prefix says in logs and support what the id is of: `org`, `line`.
 */
export function createId(prefix: string): string {
  const bytes = randomBytes(16);
  let text = `${prefix}_`;
  for (const byte of bytes) {
    text += ALPHABET[byte & 31];
  }
  return text;
}
