import { createHash } from 'node:crypto';
import { chmod, mkdir, readFile, realpath, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

/** The operating system's user that PostgreSQL runs as; null: the one that runs Tieout. */
export type Account = { uid: number; gid: number } | null;

/** Where the database is, and who runs it. */
export type Place = { folder: string; account: Account };

const FALLBACK_ROOT = '/var/lib/tieout';
const NOBODY = 65_534;

/**
 * The place for the database: in the data directory, as the user that runs Tieout. PostgreSQL refuses to run as root:
 * there it runs as `nobody`, outside the data directory where `nobody` cannot get there (root's private home). A
 * database that another user has made before keeps its owner.
 * @param dataDir an existing folder.
 * @returns an absolute path, its parent enterable by the account; the folder itself may not exist yet.
 */
export async function findPlace(dataDir: string): Promise<Place> {
  const home = await realpath(dataDir);
  const wanted = join(home, 'postgres');
  if (process.getuid?.() !== 0) {
    return { folder: wanted, account: null };
  }
  const owner = await ownerOf(wanted);
  if (owner !== null && owner.uid !== 0) {
    return { folder: wanted, account: owner };
  }
  // Entered, not read: what else is in it stays root's.
  await chmod(home, (await stat(home)).mode | 0o011);
  const folder = (await canEveryoneEnter(home)) ? wanted : await fallbackFor(home);
  return { folder, account: await nobody() };
}

async function ownerOf(folder: string): Promise<Account> {
  return stat(folder).then(
    ({ uid, gid }) => ({ uid, gid }),
    () => null,
  );
}

async function fallbackFor(home: string): Promise<string> {
  const name = createHash('sha256').update(home).digest('hex').slice(0, 16);
  await mkdir(FALLBACK_ROOT, { recursive: true });
  // mkdir's mode is narrowed by the umask.
  await chmod(FALLBACK_ROOT, 0o755);
  return join(FALLBACK_ROOT, name);
}

async function nobody(): Promise<Account> {
  const passwd = await readFile('/etc/passwd', 'utf8').catch(() => '');
  const fields = passwd
    .split('\n')
    .find((line) => line.startsWith('nobody:'))
    ?.split(':');
  return { uid: Number(fields?.[2] ?? NOBODY), gid: Number(fields?.[3] ?? NOBODY) };
}

/** Whether everyone may enter a folder and all above it. */
async function canEveryoneEnter(folder: string): Promise<boolean> {
  const { mode } = await stat(folder);
  const parent = dirname(folder);
  return (mode & 0o001) !== 0 && (parent === folder || canEveryoneEnter(parent));
}
