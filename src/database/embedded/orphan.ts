import { readFile } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';

const POLL_MS = 50;
const FAST_STOP_MS = 15_000;

/**
 * Stops a PostgreSQL that an instance killed before it could stop it has left behind. The caller holds the instance's
 * lock, so nobody uses it any more.
 * @param dataFolder only a server of this folder is stopped.
 */
export async function stopOrphan(dataFolder: string): Promise<void> {
  const pid = await runningPid(dataFolder);
  if (pid === null) {
    return;
  }
  // SIGINT: disconnect the clients and shut down cleanly; SIGQUIT: at once, recovered from the log at the next start.
  for (const signal of ['SIGINT', 'SIGQUIT'] as const) {
    process.kill(pid, signal);
    for (let waited = 0; waited < FAST_STOP_MS; waited += POLL_MS) {
      if ((await runningPid(dataFolder)) !== pid) {
        return;
      }
      await wait(POLL_MS);
    }
  }
  throw new Error(`A PostgreSQL left behind by an earlier start (process ${pid}) does not stop. End it, then start again.`);
}

/** The server that runs on the folder, by its own lock file; a process that has taken over the number is not one. */
async function runningPid(dataFolder: string): Promise<number | null> {
  const [first = ''] = (await readFile(`${dataFolder}/postmaster.pid`, 'utf8').catch(() => '')).split('\n');
  const pid = Number(first);
  if (!Number.isInteger(pid) || pid <= 1 || !isAlive(pid)) {
    return null;
  }
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
  return command === null || command.split('\0').includes(dataFolder) ? pid : null;
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
