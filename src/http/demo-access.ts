import type { FastifyRequest } from 'fastify';

/** What the instance does about the demo. */
export type DemoAccess = {
  /** Started with the demo: whoever comes from this machine is signed in as its owner. */
  isDemoInstance: boolean;
  /** Signs in as the owner of the demo. @returns the cookies to set. */
  signIn(): Promise<string[]>;
  /** Connects the simulated vendors to a workspace, syncs, links and maps; goes on after it returns. */
  load(workspaceId: string): Promise<void>;
};

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]']);

/** Whether a request comes from this machine and asks for it by a name of this machine. */
export function isFromThisMachine(request: FastifyRequest): boolean {
  const host = request.headers.host ?? '';
  const name = URL.canParse(`http://${host}`) ? new URL(`http://${host}`).hostname : '';
  return LOOPBACK.has(request.ip) && LOOPBACK_NAMES.has(name);
}
