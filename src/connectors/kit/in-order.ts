/**
 * Runs the task over the items and gives the results in the items' order as they come; items that come over time are begun
 * as they come. How many requests go at once is the HTTP client's limiter's business: a window wider than that keeps it busy
 * where one item takes longer than those behind it.
 * @param window tasks under way or done and not yet taken
 * @throws what the first task (in order) throws; tasks under way are left to end by themselves
 */
export async function* inOrder<Item, Result>(
  items: Iterable<Item> | AsyncIterable<Item>,
  window: number,
  task: (item: Item) => Promise<Result>,
): AsyncGenerator<Result, void, undefined> {
  const underWay: Promise<Result>[] = [];
  for await (const item of items) {
    const running = task(item);
    // Whoever waits for it sees the failure; when nobody will, it must not end the process.
    running.catch(() => undefined);
    underWay.push(running);
    const next = underWay.length < window ? undefined : underWay.shift();
    if (next !== undefined) yield await next;
  }
  for (const running of underWay) yield await running;
}
