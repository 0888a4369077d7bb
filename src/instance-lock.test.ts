import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { AlreadyRunningError, lockInstance } from './instance-lock.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tieout-lock-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** Another process that takes the lock and then does nothing. It prints "held" or "refused". */
async function startHolder(folder: string): Promise<{ process: ChildProcess; said: string }> {
  const script = `
    const { lockInstance } = await import(${JSON.stringify(new URL('./instance-lock.ts', import.meta.url).href)});
    await lockInstance(${JSON.stringify(folder)}).then(() => console.log('held'), () => console.log('refused'));
    setInterval(() => {}, 1000);`;
  const child = spawn(process.execPath, ['--input-type=module', '-e', script], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  const [chunk] = (await once(child.stdout, 'data')) as [Buffer];
  return { process: child, said: chunk.toString().trim() };
}

test('a second start on the same folder is refused, and says what to do', async () => {
  const folder = await temporaryFolder();
  const lock = await lockInstance(folder);
  await expect(lockInstance(folder)).rejects.toThrow(AlreadyRunningError);
  await expect(lockInstance(folder)).rejects.toThrow(/already running on .*TIEOUT_DATA_DIR/);
  await lock.release();
  await (await lockInstance(folder)).release();
});

test('another process is refused while it is held, also one that does not answer', async () => {
  const folder = await temporaryFolder();
  const holder = await startHolder(folder);
  holder.process.kill('SIGSTOP');
  await expect(lockInstance(folder)).rejects.toThrow(AlreadyRunningError);
});

test('a killed holder leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  const holder = await startHolder(folder);
  holder.process.kill('SIGKILL');
  await once(holder.process, 'exit');
  await (await lockInstance(folder)).release();
});

test('of several that start at the same moment one gets it', async () => {
  const folder = await temporaryFolder();
  const holders = await Promise.all([1, 2, 3].map(() => startHolder(folder)));
  expect(holders.map(({ said }) => said).sort()).toEqual(['held', 'refused', 'refused']);
});

test('two folders have two locks', async () => {
  const [one, two] = [
    await lockInstance(await temporaryFolder()),
    await lockInstance(await temporaryFolder()),
  ];
  await Promise.all([one.release(), two.release()]);
});
