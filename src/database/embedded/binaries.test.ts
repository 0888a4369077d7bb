import { chmod, lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { type Binaries, copyBinaries, findBinaries } from './binaries.ts';

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'tieout-binaries-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

/** What a package looks like that was installed without scripts, by someone with a narrow umask. */
async function installedWithoutScripts(): Promise<Binaries> {
  const native = join(await temporaryFolder(), 'native');
  await mkdir(join(native, 'bin'), { recursive: true, mode: 0o700 });
  await mkdir(join(native, 'lib'), { mode: 0o700 });
  await writeFile(join(native, 'bin', 'postgres'), 'program', { mode: 0o700 });
  await writeFile(join(native, 'lib', 'libpq.so.5.18'), 'library', { mode: 0o600 });
  const links = [{ source: 'native/lib/libpq.so.5.18', target: 'native/lib/libpq.so.5' }];
  await writeFile(join(native, 'pg-symlinks.json'), JSON.stringify(links));
  await chmod(native, 0o700);
  return { native, version: '18.4.0' };
}

const modeOf = async (path: string): Promise<number> => (await stat(path)).mode & 0o777;

test('the installed PostgreSQL is found, complete with its links', async () => {
  const { native, version } = await findBinaries(null, await temporaryFolder());
  expect(version).toMatch(/^18\./);
  const links: { target: string }[] = JSON.parse(await readFile(join(native, 'pg-symlinks.json'), 'utf8'));
  expect(links.length).toBeGreaterThan(0);
  for (const { target } of links) {
    await lstat(join(native, '..', target));
  }
});

test('a copy has its links, and everyone can run it', async () => {
  const { native } = await copyBinaries(
    await installedWithoutScripts(),
    join(await temporaryFolder(), 'cache'),
  );
  expect(await readFile(join(native, 'lib', 'libpq.so.5'), 'utf8')).toBe('library');
  expect(await modeOf(join(native, 'bin', 'postgres'))).toBe(0o755);
  expect(await modeOf(join(native, 'lib', 'libpq.so.5.18'))).toBe(0o644);
  expect(await modeOf(join(native, 'lib'))).toBe(0o755);
});

test('several starts that copy at the same moment end with one whole copy', async () => {
  const [installed, cache] = [await installedWithoutScripts(), join(await temporaryFolder(), 'cache')];
  const copies = await Promise.all([1, 2, 3].map(() => copyBinaries(installed, cache)));
  expect(new Set(copies.map(({ native }) => native)).size).toBe(1);
  expect(await readdir(cache)).toHaveLength(1);
});

test('a copy that is there is used as it is; another version has its own', async () => {
  const [installed, cache] = [await installedWithoutScripts(), join(await temporaryFolder(), 'cache')];
  const first = await copyBinaries(installed, cache);
  await rm(join(installed.native, 'bin', 'postgres'));
  expect(await copyBinaries(installed, cache)).toEqual(first);
  expect(await readFile(join(first.native, 'bin', 'postgres'), 'utf8')).toBe('program');
  const other = await copyBinaries({ ...installed, version: '18.5.0' }, cache);
  expect(other.native).not.toBe(first.native);
});
