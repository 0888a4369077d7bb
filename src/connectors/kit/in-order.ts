/**
 * Runs the task over the items, so many at once, and gives the results in the items' order as they come.
 * @throws what the first task (in order) throws; tasks under way are left to end by themselves
 */
export async function* inOrder<Item, Result>(
  items: readonly Item[],
  concurrency: number,
  task: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const underWay: Promise<Result>[] = [];
  let started = 0;
  while (started < items.length || underWay.length > 0) {
    for (const item of items.slice(started, started + concurrency - underWay.length)) {
      const running = task(item);
      // Whoever waits for it sees the failure; when nobody will, it must not end the process.
      running.catch(() => undefined);
      underWay.push(running);
      started += 1;
    }
    const next = underWay.shift();
    if (next) yield await next;
  }
}
