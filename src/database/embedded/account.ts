import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';

/** The operating system's user that PostgreSQL runs as; null: the one that runs Tieout. */
export type Account = { uid: number; gid: number } | null;

const CACHE_ROOT = '/var/cache/tieout';
const FALLBACK_ROOT = '/var/lib/tieout';

/** PostgreSQL refuses to run as root: then it runs as `nobody`. */
export async function serverAccount(): Promise<Account> {
  if (process.getuid?.() !== 0) {
    return null;
  }
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  return { uid: Number(fields?.[2] ?? 65_534), gid: Number(fields?.[3] ?? 65_534) };
}

/** Where binaries are copied to for another account. */
export function binariesCache(): string {
  return CACHE_ROOT;
}

/**
 * The folder for the database: in the data directory, unless the account cannot get there (root's private home).
 * @returns an absolute path that exists, its parents enterable by the account.
 */
export async function databaseFolder(dataDir: string, account: Account): Promise<string> {
  const wanted = resolve(dataDir, 'postgres');
  if (account === null) {
    return wanted;
  }
  // The secret in it stays readable by root alone.
  await chmod(dataDir, 0o711);
  if (await canEnter(dataDir)) {
    return wanted;
  }
  const name = createHash('sha256').update(resolve(dataDir)).digest('hex').slice(0, 16);
  await mkdir(FALLBACK_ROOT, { recursive: true, mode: 0o755 });
  return join(FALLBACK_ROOT, name);
}

/** Whether everyone may enter a folder and all above it. */
async function canEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  const parent = dirname(folder);
  return (mode & 0o001) !== 0 && (parent === folder || canEnter(parent));
}
