import { createHash } from 'node:crypto';

/** The form in which a key is stored and looked up; keys are long and random, so a slow hash would add nothing. */
export function hashApiKey(key: string): Buffer {
  return createHash('sha256').update(key).digest();
}
