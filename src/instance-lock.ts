import { join, resolve } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { PlainError } from './plain-error.ts';

/** The data directory is in use by another instance. */
export class AlreadyRunningError extends PlainError {}

export type InstanceLock = { release(): Promise<void> };

/** https://www.sqlite.org/rescode.html#busy */
const SQLITE_BUSY = 5;

/** A lock that nobody refers to would be collected, and so released. */
const held = new Set<DatabaseSync>();

/**
 * Makes this process the only instance on a data directory until it ends, in whatever way. Node has no file locks of
 * its own; SQLite's are the operating system's, which frees them with the process: a killed instance leaves nothing
 * behind, process numbers do not matter, and two starts at the same moment cannot both succeed.
 * @param dataDir an existing folder.
 * @throws AlreadyRunningError
 */
export async function lockInstance(dataDir: string): Promise<InstanceLock> {
  const lock = new DatabaseSync(join(resolve(dataDir), 'instance.lock'));
  try {
    // The transaction stays open and writes nothing; its journal needs no file.
    lock.exec('PRAGMA journal_mode = MEMORY; BEGIN EXCLUSIVE');
  } catch (error) {
    lock.close();
    if ((error as { errcode?: number }).errcode !== SQLITE_BUSY) {
      throw error;
    }
    throw new AlreadyRunningError(
      `Tieout is already running on ${resolve(dataDir)}. Use that one, stop it first, or set TIEOUT_DATA_DIR to another folder.`,
    );
  }
  held.add(lock);
  return {
    release: async () => {
      held.delete(lock);
      lock.close();
    },
  };
}
