import { chmod, mkdir, mkdtemp, realpath, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { findPlace } from './place.ts';

const isRoot = process.getuid?.() === 0;

/** @returns a data directory; private: inside a folder that only its owner may enter, as root's home is. */
async function dataDirectory({ isPrivate = false } = {}): Promise<string> {
  const home = await realpath(await mkdtemp(join(tmpdir(), 'tieout-place-')));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  await chmod(home, isPrivate ? 0o700 : 0o755);
  const dataDir = join(home, 'data');
  await mkdir(dataDir, { mode: 0o700 });
  return dataDir;
}

/** Whether everyone may enter every folder above a path. */
async function canEveryoneReach(path: string): Promise<boolean> {
  const parent = dirname(path);
  const { mode } = await stat(parent);
  return (mode & 0o001) !== 0 && (parent === dirname(parent) || canEveryoneReach(parent));
}

test('the database is in the data directory, run by the user that runs Tieout, or by one that is not root', async () => {
  const dataDir = await dataDirectory();
  const { folder, account } = await findPlace(dataDir);
  expect(folder).toBe(join(dataDir, 'postgres'));
  expect(isRoot ? account?.uid : account).not.toBe(isRoot ? 0 : undefined);
  expect(account === null).toBe(!isRoot);
});

test('whoever runs the server can reach its folder, also from a private home', async () => {
  const dataDir = await dataDirectory({ isPrivate: true });
  const { folder, account } = await findPlace(dataDir);
  expect(account === null || (await canEveryoneReach(folder))).toBe(true);
  expect(folder === join(dataDir, 'postgres')).toBe(!isRoot);
});

test('a data directory has the same place at every start, and no two share one', async () => {
  const [one, two] = [await dataDirectory({ isPrivate: true }), await dataDirectory({ isPrivate: true })];
  const first = await findPlace(one);
  expect(await findPlace(one)).toEqual(first);
  expect((await findPlace(two)).folder).not.toBe(first.folder);
});

test('the data directory can be entered but not read by others', async () => {
  const dataDir = await dataDirectory();
  await findPlace(dataDir);
  expect((await stat(dataDir)).mode & 0o066).toBe(0);
});
