import type {
  FastifyBaseLogger,
  FastifyInstance,
  RawReplyDefaultExpression,
  RawRequestDefaultExpression,
  RawServerDefault,
} from 'fastify';
import type { ZodTypeProvider } from 'fastify-type-provider-zod';
import type { Mailer } from '../accounts/mail.ts';
import type { Config } from '../config.ts';
import type { Connector } from '../connectors/connector.ts';
import type { Database } from '../database/connect.ts';
import type { Actor } from '../database/queries/audit.ts';
import type { Feature, Plan } from '../domain/plans.ts';
import type { VendorAddresses } from '../integrations/open.ts';
import type { Jobs } from '../jobs.ts';
import type { SecretBox } from '../secret-box.ts';
import type { Permission, Role } from './policy.ts';

/** What routes and use cases work with; composed in composition.ts. */
export type AppContext = {
  config: Config;
  db: Database;
  connectors: ReadonlyMap<string, Connector>;
  secrets: SecretBox;
  jobs: Jobs;
  vendorAddresses: VendorAddresses;
  mailer: Mailer;
};

/** Who makes a request, and the workspace it acts in. */
export type Principal = {
  workspaceId: string;
  role: Role;
  actor: Actor;
  plan: Plan;
  /** The workspace's revision when the request began; what is read from then on is at least as new. */
  revision: number;
};

/** The Fastify instance with types from zod schemas. */
export type App = FastifyInstance<
  RawServerDefault,
  RawRequestDefaultExpression,
  RawReplyDefaultExpression,
  FastifyBaseLogger,
  ZodTypeProvider
>;

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The permission a route needs; without it the route is open to everyone. */
    needs?: Permission;
    /** The feature a workspace's plan has to include. */
    feature?: Feature;
    /** Its answers depend on the workspace's data and the address alone, and are kept while those stay the same. */
    isKept?: boolean;
    /** What it makes is shown in its answer only: the answer is never stored. */
    answersSecret?: boolean;
  }
  interface FastifyRequest {
    /** Set by the authentication hook on every route that needs a permission. */
    principal: Principal;
  }
}
