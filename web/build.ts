import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const builds = join(root, 'dist', 'web');

/** What the built page depends on: its sources, its libraries, and how it is built. */
const SOURCES = ['web', 'vite.config.ts', 'tsconfig.json', 'package-lock.json'];
const HASH_LENGTH = 16;
const KEEP_MS = 24 * 60 * 60 * 1000;

/**
 * Builds the page unless dist/web already holds it. Each state of the sources has a folder of its own, so a server that
 * is still running keeps the files it began with, and two that start at once do not disturb each other.
 * @param onBuild called before a build begins, which takes some seconds.
 * @returns the folder to serve, absolute; index.html is in it.
 * @throws where the sources do not build.
 */
export async function ensureWebBuilt(onBuild: () => void = () => {}): Promise<string> {
  const outDir = join(builds, await hashOfSources());
  if (existsSync(join(outDir, 'index.html'))) {
    return outDir;
  }
  onBuild();
  await removeOldBuilds();
  const unfinished = `${outDir}.${process.pid}`;
  await buildInto(unfinished);
  // Another process may have been faster; what it built is the same.
  await rename(unfinished, outDir).catch(() => rm(unfinished, { recursive: true, force: true }));
  return outDir;
}

async function buildInto(outDir: string): Promise<void> {
  // Only loaded when needed: a server that finds its page built does without the bundler.
  const { build } = await import('vite');
  const { NODE_ENV } = process.env;
  // The bundler takes the environment's word for it; a server started by a test would get a page for developing.
  process.env.NODE_ENV = 'production';
  try {
    await build({ configFile: join(root, 'vite.config.ts'), logLevel: 'warn', build: { outDir } });
  } finally {
    if (NODE_ENV === undefined) {
      delete process.env.NODE_ENV;
    } else {
      process.env.NODE_ENV = NODE_ENV;
    }
  }
}

async function removeOldBuilds(): Promise<void> {
  const names = await readdir(builds).catch(() => []);
  for (const path of names.map((name) => join(builds, name))) {
    const found = await stat(path).catch(() => null);
    if (found !== null && Date.now() - found.mtimeMs > KEEP_MS) {
      await rm(path, { recursive: true, force: true });
    }
  }
}

async function hashOfSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const path of (await Promise.all(SOURCES.map(filesAt))).flat().sort()) {
    hash.update(path).update(await readFile(join(root, path)));
  }
  return hash.digest('hex').slice(0, HASH_LENGTH);
}

/** The file, or every file in the folder, by its path from the root; tests aside. */
async function filesAt(path: string): Promise<string[]> {
  if (!(await stat(join(root, path))).isDirectory()) {
    return [path];
  }
  const entries = await readdir(join(root, path), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile() && !entry.name.includes('.test.'))
    .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
