import type { FastifyReply, FastifyRequest } from 'fastify';
import { createRateLimits } from '../accounts/rate-limits.ts';
import { Problem } from '../problem.ts';
import type { Principal } from './context.ts';

const MINUTE_S = 60;

type Hook = (request: FastifyRequest, reply: FastifyReply) => Promise<void>;

/** Lets an address ask so many times a minute, as sign-in does. @returns a hook. @throws Problem too-many-requests */
export function limitByAddress(maxPerMinute: number): Hook {
  const words = 'Too many attempts from here. Try again in a minute.';
  return limit(maxPerMinute, ({ ip }) => ip, words);
}

/**
 * Lets an API key ask so many times a minute; people in their browsers are not counted.
 * @returns a hook for when it is known who asks. @throws Problem too-many-requests
 */
export function limitByKey(maxPerMinute: number): Hook {
  const words = `This API key may make ${maxPerMinute} requests a minute. Try again when the time in Retry-After is over.`;
  const keyOf = ({ principal }: { principal?: Principal }) =>
    principal?.actor.kind === 'key' ? principal.actor.id : null;
  return limit(maxPerMinute, keyOf, words);
}

/** @param askerOf null: not counted */
function limit(
  maxPerMinute: number,
  askerOf: (request: FastifyRequest) => string | null,
  words: string,
): Hook {
  const limits = createRateLimits();
  return async (request, reply) => {
    const asker = askerOf(request);
    if (asker === null) return;
    const { allowed, retryAfter } = await limits.consume(asker, { window: MINUTE_S, max: maxPerMinute });
    if (!allowed) {
      void reply.header('retry-after', retryAfter);
      throw new Problem('too-many-requests', words);
    }
  };
}
