import { z } from 'zod';
import { PLANS, type Plan } from './domain/plans.ts';

const workspaceSchema = z.object({
  id: z.string(),
  name: z.string(),
  plan: z.enum(PLANS),
  createdAt: z.string(),
  suspendedAt: z.string().nullable(),
});

export type ListedWorkspace = z.infer<typeof workspaceSchema>;

const pageSchema = z.object({ items: z.array(workspaceSchema), nextCursor: z.string().nullable() });
const createdSchema = z.object({ workspace: workspaceSchema, apiKey: z.string() });

/** The instance refused, or was not to be reached; the message is for whoever asked. */
export class OperatorError extends Error {}

/** The operator's part of the API of an instance that runs. Every call throws OperatorError where it is refused. */
export class OperatorClient {
  readonly #url: string;
  readonly #key: string;

  /** @param url of the instance, such as http://127.0.0.1:4180 @param key its TIEOUT_OPERATOR_KEY */
  constructor(url: string, key: string) {
    this.#url = url.replace(/\/$/, '');
    this.#key = key;
  }

  /** @returns the workspace with its owner's first API key, which is shown nowhere else. */
  async create(name: string, plan: Plan): Promise<{ workspace: ListedWorkspace; apiKey: string }> {
    return createdSchema.parse(await this.#ask('POST', '', { name, plan }));
  }

  /** Oldest first. */
  async *list(): AsyncGenerator<ListedWorkspace, void, undefined> {
    let cursor: string | null = null;
    do {
      const query = new URLSearchParams({ limit: '500', ...(cursor === null ? {} : { cursor }) });
      const page: z.infer<typeof pageSchema> = pageSchema.parse(await this.#ask('GET', `?${query}`));
      yield* page.items;
      cursor = page.nextCursor;
    } while (cursor !== null);
  }

  async change(id: string, change: { plan: Plan } | { suspended: boolean }): Promise<ListedWorkspace> {
    return workspaceSchema.parse(await this.#ask('PATCH', `/${encodeURIComponent(id)}`, change));
  }

  async #ask(method: string, path: string, body?: object): Promise<unknown> {
    const response = await fetch(`${this.#url}/api/v1/operator/workspaces${path}`, {
      method,
      headers: {
        authorization: `Bearer ${this.#key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      body: body === undefined ? null : JSON.stringify(body),
    }).catch((error: Error) => {
      const { message } = (error.cause as Error | undefined) ?? error;
      throw new OperatorError(`No Tieout answers at ${this.#url} (${message}). Start it, or set TIEOUT_URL.`);
    });
    const answer: unknown = await response.json().catch(() => null);
    if (!response.ok) {
      throw new OperatorError(textOf(answer) ?? `${this.#url} answered ${response.status}.`);
    }
    return answer;
  }
}

/** What a refusal says, with what is wrong with which part. */
function textOf(answer: unknown): string | null {
  const { success, data } = z
    .object({
      detail: z.string(),
      errors: z.array(z.object({ path: z.string(), message: z.string() })).default([]),
    })
    .safeParse(answer);
  return success
    ? [data.detail, ...data.errors.map(({ path, message }) => `${path}: ${message}`)].join('\n')
    : null;
}
