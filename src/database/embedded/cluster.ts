import { execFile } from 'node:child_process';
import { chown, mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Binaries } from './binaries.ts';
import type { Place } from './place.ts';

export const USER = 'tieout';

/** PostgreSQL's programs get no environment but this: a host's locale or PG* variables change nothing. */
export const ENVIRONMENT = { LC_ALL: 'C', TZ: 'UTC' };

/** Whoever reaches the socket's folder may connect: only the user that runs the server, and root, can. */
const OPTIONS = ['--username', USER, '--auth=trust', '--encoding=UTF8', '--no-instructions'];
/** The same order of texts on every machine. */
const LOCALE = ['--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--locale=C'];

/**
 * Creates the database's files where there are none. They are made beside and renamed when complete: a first start
 * that is killed leaves nothing half made.
 * @throws Error where the files belong to another major version of PostgreSQL.
 */
export async function ensureCluster(
  { native, version }: Binaries,
  { folder, account }: Place,
): Promise<void> {
  const made = await readFile(join(folder, 'PG_VERSION'), 'utf8').catch(() => null);
  if (made !== null) {
    return refuseOtherVersion(made.trim(), version.split('.')[0] ?? '', folder);
  }
  const draft = `${folder}.new`;
  await rm(draft, { recursive: true, force: true });
  await mkdir(draft, { mode: 0o700 });
  if (account !== null) {
    await chown(draft, account.uid, account.gid);
  }
  const settings = { cwd: '/', env: ENVIRONMENT, ...account };
  await promisify(execFile)(join(native, 'bin', 'initdb'), ['-D', draft, ...OPTIONS, ...LOCALE], settings);
  await rename(draft, folder);
}

function refuseOtherVersion(made: string, ours: string, folder: string): void {
  if (made !== ours) {
    throw new Error(
      `The database in ${folder} was made by PostgreSQL ${made}; this version of Tieout brings PostgreSQL ${ours}. ` +
        'Dump it with the version it was made with and load it into a new data directory.',
    );
  }
}
