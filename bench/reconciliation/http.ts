import { performance } from 'node:perf_hooks';
import { Client } from 'undici';

/**
 * Clients of the page, each asking again as soon as it has its answer: `node http.ts ORIGIN KEY CLIENTS REQUESTS PATH…`, a process
 * of its own. Prints the times in milliseconds as JSON.
 */
const [, , origin = '', key = '', clients = '50', requests = '100', ...paths] = process.argv;
const headers = { authorization: `Bearer ${key}` };

async function ask(count: number, times: number[]): Promise<void> {
  const client = new Client(origin, { pipelining: 1 });
  for (let index = 0; index < count; index += 1) {
    const path = paths[Math.floor(Math.random() * paths.length)] ?? '';
    const start = performance.now();
    const { statusCode, body } = await client.request({ path, method: 'GET', headers });
    await body.dump();
    if (statusCode !== 200) throw new Error(`${path} answered ${statusCode}`);
    times.push(performance.now() - start);
  }
  await client.close();
}

const times: number[] = [];
const start = performance.now();
await Promise.all(Array.from({ length: Number(clients) }, () => ask(Number(requests), times)));
process.stdout.write(JSON.stringify({ times, seconds: (performance.now() - start) / 1000 }));
