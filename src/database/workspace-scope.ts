import { AsyncLocalStorage } from 'node:async_hooks';

/** The workspace that work is done in. It follows the flow of the work, not the values that are passed on. */
const scope = new AsyncLocalStorage<string>();

/**
 * Does work in a workspace: whatever it asks the database for, it gets and changes rows of this workspace alone.
 * @throws Error where it is part of work in another workspace.
 */
export function inWorkspace<Result>(workspaceId: string, work: () => Result): Result {
  const around = scope.getStore();
  if (around !== undefined && around !== workspaceId) {
    throw new Error(`work in the workspace ${around} reached for the workspace ${workspaceId}`);
  }
  return scope.run(workspaceId, work);
}

/** The workspace that the caller works in, or undefined. */
export function currentWorkspace(): string | undefined {
  return scope.getStore();
}

/** Values that are made later, by whoever reads a stream: each is made in the workspace of who asks for them now. */
export function inThisWorkspace<Value>(values: AsyncIterable<Value>): AsyncIterable<Value> {
  const here = AsyncLocalStorage.snapshot();
  return {
    [Symbol.asyncIterator]: () => {
      const iterator = values[Symbol.asyncIterator]();
      return {
        next: () => here(() => iterator.next()),
        return: (value) =>
          here(() => iterator.return?.(value) ?? Promise.resolve({ done: true as const, value })),
      };
    },
  };
}
