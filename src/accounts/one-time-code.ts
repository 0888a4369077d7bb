import { createHmac, timingSafeEqual } from 'node:crypto';

/** Seconds a code is shown for, as every authenticator app takes it (RFC 6238, section 5.2). */
const PERIOD_S = 30;
const DIGITS = 6;
/** Clocks that are off by a period are accepted, as better-auth does. */
const NEIGHBOURS = [-1, 0, 1];

/** The code of a time step (RFC 4226, section 5.3). */
export function codeAt(secret: string | Buffer, step: number): string {
  const counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(step));
  const digest = createHmac('sha1', secret).update(counter).digest();
  const offset = (digest.at(-1) ?? 0) & 15;
  const number = digest.readUInt32BE(offset) & 0x7fff_ffff;
  return String(number % 10 ** DIGITS).padStart(DIGITS, '0');
}

/** The time step of a moment. */
export function stepAt(atMs: number): number {
  return Math.floor(atMs / 1000 / PERIOD_S);
}

/** The time step that a code is of, or null where it is of none that counts now. */
export function stepOf(secret: string, code: string, atMs: number): number | null {
  const steps = NEIGHBOURS.map((distance) => stepAt(atMs) + distance);
  return steps.findLast((step) => isSame(codeAt(secret, step), code)) ?? null;
}

function isSame(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}
