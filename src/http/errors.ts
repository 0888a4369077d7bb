import type { FastifyError, FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod';
import { VendorError } from '../connectors/connector.ts';
import { type FieldProblem, Problem } from '../problem.ts';
import type { Principal } from './context.ts';

const TYPE_BASE = 'https://tieout.dev/problems/';

/** Answers every error as RFC 9457 problem details; what is not meant for clients is logged and reads as an internal error. */
export function installErrorHandlers(app: FastifyInstance): void {
  app.setErrorHandler((error: FastifyError, request, reply) => {
    const answer = toAnswer(error);
    if (answer.status >= 500) {
      request.log.error({ err: error }, 'request failed');
    }
    if (answer.status === 401 || answer.status === 403) {
      request.log.warn({ refused: answer.kind, ...traceOf(request) }, 'request refused');
    }
    return sendProblem(reply, answer);
  });
  app.setNotFoundHandler((request, reply) =>
    sendProblem(reply, {
      kind: 'not-found',
      status: 404,
      title: 'Not found',
      detail: `There is nothing at ${request.method} ${request.url.split('?')[0]}.`,
    }),
  );
}

/** What, from where, and by whom as far as that is known; nothing that was sent. */
function traceOf({ method, routeOptions, ip, principal }: FastifyRequest) {
  const { workspaceId, actor } = (principal as Principal | undefined) ?? {};
  return { method, route: routeOptions.url, address: ip, workspaceId, actor: actor?.id };
}

/** The same for requests that no route is looked for: with an address that is broken, or too long. */
export function answerFrameworkError(
  error: FastifyError,
  _request: FastifyRequest,
  reply: FastifyReply,
): void {
  void sendProblem(reply, toAnswer(error));
}

type Answer = {
  kind: string;
  status: number;
  title: string;
  detail: string;
  errors?: FieldProblem[] | undefined;
};

function toAnswer(error: FastifyError | Problem | VendorError): Answer {
  if (error instanceof Problem) {
    const { kind, status, title, message, errors } = error;
    return { kind, status, title, detail: message, errors };
  }
  if (error instanceof VendorError) {
    return { kind: 'vendor', status: 422, title: 'The vendor refused', detail: error.message };
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    return invalidInput(
      error.validation.map((issue) => ({
        path: toPath(issue.instancePath),
        message: issue.message ?? 'not understood',
      })),
    );
  }
  if (error.statusCode === 429) {
    return { kind: 'too-many-requests', status: 429, title: 'Too many requests', detail: error.message };
  }
  if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500) {
    return {
      kind: 'invalid-input',
      status: error.statusCode,
      title: 'The request is not understood',
      detail: error.message,
    };
  }
  return {
    kind: 'internal',
    status: 500,
    title: 'Something went wrong',
    detail:
      'Tieout failed to answer; nothing was changed. The log of the instance has the details. Try again.',
  };
}

function invalidInput(errors: FieldProblem[]): Answer {
  const first = errors[0];
  const detail =
    first === undefined ? 'The input is not understood.' : `${first.path || 'body'}: ${first.message}`;
  return { kind: 'invalid-input', status: 400, title: 'The request is not understood', detail, errors };
}

/** "/items/3/reason" → "items.3.reason". */
function toPath(instancePath: string): string {
  return instancePath.replace(/^\//, '').replaceAll('/', '.');
}

function sendProblem(reply: FastifyReply, { kind, ...answer }: Answer): FastifyReply {
  return reply
    .status(answer.status)
    .type('application/problem+json')
    .send(JSON.stringify({ type: `${TYPE_BASE}${kind}`, ...answer }));
}
