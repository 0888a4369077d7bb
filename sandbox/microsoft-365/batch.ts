import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { BATCH_PART_HEADER } from '../server/host-vendor.ts';
import { pathOf, type VendorHost } from '../server/vendor.ts';
import { graphError } from './errors.ts';

const MAX_PARTS = 20;

const bodySchema = z.object({
  requests: z.array(z.object({ id: z.string(), method: z.enum(['GET']), url: z.string().startsWith('/') })),
});
type Part = z.infer<typeof bodySchema>['requests'][number];

/** POST /$batch: up to 20 requests in one; each answer has its own status, and they come in any order. */
export function batchRoute(api: FastifyInstance, host: VendorHost): void {
  api.post('/v1.0/$batch', async (request, reply) => {
    const body = bodySchema.safeParse(request.body);
    if (!body.success)
      return reply.code(400).send(graphError(400, 'Invalid batch payload format.', 'BadRequest'));
    if (body.data.requests.length > MAX_PARTS) {
      const message = `The number of batch request steps exceeds the maximum value of ${MAX_PARTS}.`;
      return reply.code(400).send(graphError(400, message, 'MaximumValueExceeded'));
    }
    const authorization = request.headers.authorization ?? '';
    const prefix = `${host.prefix}${pathOf(request, host).replace(/\/\$batch.*$/i, '')}`;
    const parts = body.data.requests.map((part) => answerPart(api, prefix + part.url, authorization, part));
    return reply.send({ responses: (await Promise.all(parts)).reverse() });
  });
}

async function answerPart(
  api: FastifyInstance,
  url: string,
  authorization: string,
  part: Part,
): Promise<object> {
  const answer = await api.inject({
    method: part.method,
    url,
    headers: { authorization, [BATCH_PART_HEADER]: '1' },
  });
  const retryAfter = answer.headers['retry-after'];
  return {
    id: part.id,
    status: answer.statusCode,
    headers: {
      'Content-Type': 'application/json',
      ...(retryAfter ? { 'Retry-After': String(retryAfter) } : {}),
    },
    body: answer.json(),
  };
}
