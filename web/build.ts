import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const outDir = join(root, 'dist', 'web');
const stampFile = join(outDir, '.sources');

/** What the built page depends on: its sources, its libraries, and how it is built. */
const SOURCES = ['web', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];

/**
 * Builds the page unless dist/web already holds it. A second call with the same sources only hashes them.
 * @param onBuild called before a build begins, which takes some seconds.
 * @returns the folder to serve; index.html is in it.
 * @throws where the sources do not build.
 */
export async function ensureWebBuilt(onBuild: () => void = () => {}): Promise<string> {
  const stamp = await hashOfSources();
  if (await isBuilt(stamp)) {
    return outDir;
  }
  onBuild();
  // Only loaded when needed: a server that finds its page built does without the bundler.
  const { build } = await import('vite');
  await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', mode: 'production' });
  await writeFile(stampFile, stamp);
  return outDir;
}

async function isBuilt(stamp: string): Promise<boolean> {
  if (!existsSync(join(outDir, 'index.html'))) {
    return false;
  }
  // Without the sources (a package that ships only the page) there is nothing to compare with.
  const built = await readFile(stampFile, 'utf8').catch(() => null);
  return built === stamp;
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of await filesOf(SOURCES)) {
    hash.update(path).update(await readFile(join(root, path)));
  }
  return hash.digest('hex');
}

/** Every file at or below the paths, relative to the root, in a fixed order; tests aside. */
async function filesOf(paths: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    paths.map(async (path) => {
      const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true }).catch(
        () => null,
      );
      return entries === null
        ? [path]
        : entries
            .filter((entry) => entry.isFile())
            .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
    }),
  );
  return found
    .flat()
    .filter((path) => !path.includes('.test.') && existsSync(join(root, path)))
    .sort();
}
