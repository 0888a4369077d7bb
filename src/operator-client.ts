import type { z } from 'zod';
import type { Plan } from './domain/plans.ts';
import { listOf, problemSchema } from './http/schemas/common.ts';
import { createdWorkspaceSchema, operatedSchema } from './http/schemas/operator.ts';
import { PlainError } from './plain-error.ts';

export type ListedWorkspace = z.infer<typeof operatedSchema>;

const pageSchema = listOf(operatedSchema);

/** The instance refused, or was not to be reached; the message is for whoever asked. */
export class OperatorError extends PlainError {}

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
    return createdWorkspaceSchema.parse(await this.#ask('POST', '', { name, plan }));
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
    return operatedSchema.parse(await this.#ask('PATCH', `/${encodeURIComponent(id)}`, change));
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

/** What a refusal says, with what is wrong with which part; null: it is none of ours. */
function textOf(answer: unknown): string | null {
  const { success, data } = problemSchema.safeParse(answer);
  return success
    ? [data.detail, ...(data.errors ?? []).map(({ path, message }) => `${path}: ${message}`)].join('\n')
    : null;
}
